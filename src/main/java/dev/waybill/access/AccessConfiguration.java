package dev.waybill.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
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
import org.springframework.security.web.savedrequest.CookieRequestCache;

/**
 * The two ways in: pages for people, with a session and against forged forms, and all else for programs, with a token in
 * each request. What nobody thought of is refused by the second.
 */
@Import(SecretConfiguration.class)
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** 2^12 rounds: about a quarter of a second for a guess. */
    private static final int ROUNDS = 12;

    private static final String OPERATOR = Role.OPERATOR.name();
    private static final String[] ANYBODY = {Role.VIEWER.name(), OPERATOR};

    /** For a port without the other rooms. */
    private static final Trail NO_TRAIL = (who, address, asked, why) -> {};

    /** A signed-in user may end their own sessions. */
    private static final String[] OWN_SESSIONS = {"/console/sessions/*/end", "/console/sessions/end-others"};

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
    Accounts accounts(AccessSettings settings, FollowFiles files) {
        return new Accounts(settings, files);
    }

    @Bean
    FirstPassword firstPassword(Accounts accounts, FirstUser user, PasswordEncoder encoder) {
        return new FirstPassword(accounts, user, encoder);
    }

    @Bean
    Sessions sessions() {
        return new Sessions();
    }

    @Bean
    HostCookie hostCookie(ServerProperties server) {
        return new HostCookie(server);
    }

    @Bean
    TokenExpiry tokenExpiry(Accounts accounts, Clock clock) {
        return new TokenExpiry(accounts, clock);
    }

    @Bean
    AuthenticationProvider login(Accounts accounts, FirstUser first, PasswordEncoder encoder, Clock clock) {
        var passwords = new DaoAuthenticationProvider(new KnownUsers(accounts, first));
        passwords.setPasswordEncoder(encoder);
        return new ThrottledLogin(passwords, new LoginThrottle(clock));
    }

    @Bean
    @Order(1)
    SecurityFilterChain people(
            HttpSecurity http,
            AccessSettings settings,
            Accounts accounts,
            ServerProperties server,
            ObjectProvider<ExternalSignIn> signOn,
            FirstUser first,
            Sessions sessions,
            ObjectProvider<Trail> trail,
            Clock clock)
            throws Exception {
        PageDenial denial = new PageDenial(() -> trail.getIfAvailable(() -> NO_TRAIL));
        Cookies cookies = Cookies.of(server);
        KnownBrowsers browsers = new KnownBrowsers(new KnownUsers(accounts, first), cookies, clock);
        CookieRequestCache wanted = new CookieRequestCache(); // a stranger's wish takes none of our memory
        wanted.setRequestMatcher(request -> request.getMethod().equals("GET") && !PageDenial.isPart(request));
        SignedIn signedIn = new SignedIn(
                sessions,
                browsers,
                new ToWhatWasWanted(wanted, server.getServlet().getSession().getTimeout()));
        ExternalSignIn provider = signOn.getIfAvailable();
        if (provider != null) {
            provider.addTo(http, signedIn);
        }
        return http.securityMatcher("/", "/console", "/console/**")
                .headers(AbstractHttpConfigurer::disable) // the management port's door sets them
                .httpBasic(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(wanted))
                .csrf(forms -> forms.csrfTokenRepository(new FormTokens(cookies, clock)))
                .addFilterBefore(
                        new SessionEnd(clock, settings.longestSession(), accounts), SecurityContextHolderFilter.class)
                .formLogin(form -> form.loginPage(PageDenial.LOGIN)
                        .usernameParameter("name")
                        .authenticationDetailsSource(request -> new LoginDetails(request, browsers))
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
                        .requestMatchers(HttpMethod.POST, OWN_SESSIONS)
                        .hasAnyRole(ANYBODY)
                        .anyRequest()
                        .hasRole(OPERATOR))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain programs(
            HttpSecurity http,
            Accounts accounts,
            ObjectMapper json,
            MeterRegistry meters,
            ObjectProvider<Trail> trail,
            Clock clock)
            throws Exception {
        Supplier<Trail> written = () -> trail.getIfAvailable(() -> NO_TRAIL);
        TokenFilter tokens = new TokenFilter(
                new BearerTokens(accounts::tokens), new FailedTokens(meters, written, System::nanoTime), clock);
        MachineDenial denial = new MachineDenial(json, written);
        return http.headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable) // no browser sends the token by itself
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(tokens, AuthorizationFilter.class)
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
