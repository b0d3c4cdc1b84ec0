package dev.waybill.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/**
 * The two ways in: pages for people, with a session and against forged forms, and all else for programs, with a token in
 * each request. What nobody thought of is refused by the second.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** 2^12 rounds: about a quarter of a second for a guess. */
    private static final int ROUNDS = 12;

    private static final String OPERATOR = Role.OPERATOR.name();
    private static final String[] ANYBODY = {Role.VIEWER.name(), OPERATOR};

    private static final String[] OPEN = {"/actuator/health/**", "/actuator/info", "/actuator/prometheus"};

    @Bean
    StrangersSessions strangersSessions() {
        return new StrangersSessions();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder(ROUNDS);
    }

    @Bean
    FirstUser firstUser(DataSource database) {
        return new FirstUser(JdbcClient.create(database));
    }

    @Bean
    FirstPassword firstPassword(AccessSettings settings, FirstUser user, PasswordEncoder encoder) {
        return new FirstPassword(settings, user, encoder);
    }

    @Bean
    AuthenticationProvider login(AccessSettings settings, FirstUser first, PasswordEncoder encoder, Clock clock) {
        var passwords = new DaoAuthenticationProvider(new KnownUsers(settings, first));
        passwords.setPasswordEncoder(encoder);
        return new ThrottledLogin(passwords, new LoginThrottle(clock));
    }

    @Bean
    @Order(1)
    SecurityFilterChain people(
            HttpSecurity http,
            AccessSettings settings,
            ServerProperties server,
            ObjectProvider<SingleSignOn> signOn,
            Clock clock)
            throws Exception {
        PageDenial denial = new PageDenial();
        HttpSessionRequestCache wanted = new HttpSessionRequestCache();
        wanted.setRequestMatcher(request -> request.getMethod().equals("GET") && !PageDenial.isPart(request));
        wanted.setMatchingRequestParameterName(null); // a link stays as it was sent
        ToWhatWasWanted signedIn =
                new ToWhatWasWanted(wanted, server.getServlet().getSession().getTimeout());
        SingleSignOn provider = signOn.getIfAvailable();
        if (provider != null) {
            provider.addTo(http, signedIn);
        }
        return http.securityMatcher("/", "/console", "/console/**")
                .headers(AbstractHttpConfigurer::disable) // the management port's door sets them
                .httpBasic(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(wanted))
                .addFilterBefore(new SessionEnd(clock, settings.longestSession()), SecurityContextHolderFilter.class)
                .formLogin(form -> form.loginPage(PageDenial.LOGIN)
                        .usernameParameter("name")
                        .successHandler(signedIn)
                        .failureHandler(denial))
                .logout(logout -> logout.logoutUrl("/console/logout").logoutSuccessUrl(PageDenial.LOGIN + "?out"))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(denial).accessDeniedHandler(denial))
                .authorizeHttpRequests(rule -> rule.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, PageDenial.LOGIN, "/console/assets/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET)
                        .hasAnyRole(ANYBODY)
                        .requestMatchers(HttpMethod.HEAD)
                        .hasAnyRole(ANYBODY)
                        .anyRequest()
                        .hasRole(OPERATOR))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain programs(HttpSecurity http, AccessSettings settings, ObjectMapper json) throws Exception {
        MachineDenial denial = new MachineDenial(json);
        return http.headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable) // no browser sends the token by itself
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new TokenFilter(new BearerTokens(settings.tokens())), AuthorizationFilter.class)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(denial).accessDeniedHandler(denial))
                .authorizeHttpRequests(rule -> rule.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN)
                        .permitAll() // whatever else of the actuator is switched on takes a token
                        .requestMatchers(HttpMethod.GET)
                        .hasAnyRole(ANYBODY)
                        .requestMatchers(HttpMethod.HEAD)
                        .hasAnyRole(ANYBODY)
                        .anyRequest()
                        .hasRole(OPERATOR))
                .build();
    }
}
