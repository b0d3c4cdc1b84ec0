package dev.waybill.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.accounts.AccessSettings;
import dev.waybill.accounts.Accounts;
import dev.waybill.accounts.BootstrapPassword;
import dev.waybill.accounts.BootstrapUser;
import dev.waybill.accounts.ConfiguredUsers;
import dev.waybill.accounts.RefusalTrail;
import dev.waybill.accounts.Role;
import dev.waybill.accounts.TokenExpiry;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
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
 * The two ways to sign in. The pages for people use a session, and protect their forms against forgery. All other paths
 * are for programs, with a token in each request. Paths without a rule belong to the second way, which refuses them.
 */
@Import(SecretConfiguration.class)
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** The cost of the hash: 2^12 rounds take about a quarter of a second for each guess. */
    private static final int ROUNDS = 12;

    private static final String OPERATOR = Role.OPERATOR.name();
    private static final String[] ANYBODY = {Role.VIEWER.name(), OPERATOR};

    /** Records nothing, for a port without the packages that do. */
    private static final RefusalTrail NO_TRAIL = (who, address, asked, why) -> {};

    /** The paths on which any signed-in user may end their own sessions. */
    private static final String[] OWN_SESSIONS = {"/console/sessions/*/end", "/console/sessions/end-others"};

    private static final String[] OPEN = {"/actuator/health/**", "/actuator/info", "/actuator/prometheus"};

    @Bean
    AnonymousSessionLimit strangersSessions() {
        return new AnonymousSessionLimit();
    }

    @Bean
    @ConditionalOnMissingBean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder(ROUNDS);
    }

    @Bean
    BootstrapUser firstUser(JdbcClient jdbc) {
        return new BootstrapUser(jdbc);
    }

    @Bean
    Accounts accounts(AccessSettings settings, FollowFiles files) {
        return new Accounts(settings, files);
    }

    @Bean
    BearerTokens bearerTokens(Accounts accounts, Clock clock) {
        return new BearerTokens(accounts::tokens, clock);
    }

    @Bean
    BootstrapPassword firstPassword(Accounts accounts, BootstrapUser user, PasswordEncoder encoder) {
        return new BootstrapPassword(accounts, user, encoder);
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
    AuthenticationProvider login(Accounts accounts, BootstrapUser first, PasswordEncoder encoder, Clock clock) {
        var passwords = new DaoAuthenticationProvider(new ConfiguredUsers(accounts, first));
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
            BootstrapUser first,
            Sessions sessions,
            ObjectProvider<RefusalTrail> trail,
            Clock clock)
            throws Exception {
        PageAccessDenied denial = new PageAccessDenied(() -> trail.getIfAvailable(() -> NO_TRAIL));
        Cookies cookies = Cookies.of(server);
        KnownBrowsers browsers = new KnownBrowsers(new ConfiguredUsers(accounts, first), cookies, clock);
        CookieRequestCache wanted = new CookieRequestCache(); // takes none of this node's memory
        wanted.setRequestMatcher(request -> request.getMethod().equals("GET") && !PageAccessDenied.isPart(request));
        SignedIn signedIn = new SignedIn(
                sessions,
                browsers,
                new RedirectAfterLogin(wanted, server.getServlet().getSession().getTimeout()));
        ExternalSignIn provider = signOn.getIfAvailable();
        if (provider != null) {
            provider.addTo(http, signedIn);
        }
        return http.securityMatcher("/", "/console", "/console/**")
                .headers(AbstractHttpConfigurer::disable) // ManagementDoor sets them
                .httpBasic(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(wanted))
                .csrf(forms -> forms.csrfTokenRepository(new FormTokens(cookies, clock)))
                .addFilterBefore(
                        new AbsoluteSessionTimeout(clock, settings.longestSession(), accounts),
                        SecurityContextHolderFilter.class)
                .formLogin(form -> form.loginPage(PageAccessDenied.LOGIN)
                        .usernameParameter("name")
                        .authenticationDetailsSource(request -> new LoginDetails(request, browsers))
                        .successHandler(signedIn)
                        .failureHandler(denial))
                .logout(logout -> logout.logoutUrl("/console/logout").logoutSuccessUrl(PageAccessDenied.LOGIN + "?out"))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(denial).accessDeniedHandler(denial))
                .authorizeHttpRequests(rule -> rule.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, PageAccessDenied.LOGIN, "/console/assets/**")
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
            BearerTokens known,
            ObjectMapper json,
            MeterRegistry meters,
            ObjectProvider<RefusalTrail> trail,
            Clock clock)
            throws Exception {
        Supplier<RefusalTrail> written = () -> trail.getIfAvailable(() -> NO_TRAIL);
        TokenFilter tokens = new TokenFilter(known, new FailedTokens(meters, written, System::nanoTime), clock);
        ApiAccessDenied denial = new ApiAccessDenied(json, written);
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
                        .permitAll() // all other actuator endpoints need a token
                        .requestMatchers(HttpMethod.GET)
                        .hasAnyRole(ANYBODY)
                        .requestMatchers(HttpMethod.HEAD)
                        .hasAnyRole(ANYBODY)
                        .anyRequest()
                        .hasRole(OPERATOR))
                .build();
    }
}
