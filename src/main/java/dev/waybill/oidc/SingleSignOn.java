package dev.waybill.oidc;

import dev.waybill.secret.LiveSecret;
import dev.waybill.signin.ExternalSignIn;
import dev.waybill.signin.PageAccessDenied;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Signs users in with an OpenID Connect provider, by the authorization code flow with PKCE, state and nonce. User data
 * is read once, from the ID token; the provider's other tokens are thrown away.
 */
final class SingleSignOn implements ExternalSignIn {

    /** The path where browsers begin, with the provider's id behind it. */
    static final String BEGIN = "/console/login/with";

    /** The path to which the provider sends browsers back, with its id behind it. */
    static final String BACK = "/console/login/back";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final OidcSettings settings;
    private final OidcProvider provider;
    private final JdkClientHttpRequestFactory requests;
    private final RestClient http;
    private final Clock clock;

    SingleSignOn(OidcSettings settings, LiveSecret secret, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT).build()); // follows no redirect
        requests.setReadTimeout(ANSWER);
        this.http = RestClient.builder().requestFactory(requests).build();
        this.provider = new OidcProvider(settings, secret, http, clock);
    }

    @Override
    public void addTo(HttpSecurity http, AuthenticationSuccessHandler signedIn) throws Exception {
        SignOnFailed failed = new SignOnFailed();
        var begun = new DefaultOAuth2AuthorizationRequestResolver(provider, BEGIN);
        begun.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        http.oauth2Login(login -> login.loginPage(PageAccessDenied.LOGIN)
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NoAuthorizedClients())
                .authorizationEndpoint(begin -> begin.authorizationRequestResolver(begun))
                .redirectionEndpoint(back -> back.baseUri(BACK + "/*"))
                .tokenEndpoint(token -> token.accessTokenResponseClient(new FetchTokens(this.http)))
                .userInfoEndpoint(user -> user.oidcUserService(new OidcUserMapper(settings)))
                .successHandler(new LogSignOn(signedIn))
                .failureHandler(failed)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(failed);
                        return filter;
                    }
                }));
    }

    /** Returns the verifiers of ID tokens. Spring's own would fetch the keys without the hub's time limits. */
    CheckIdTokens idTokens() {
        return new CheckIdTokens(new RestTemplate(requests), clock);
    }
}
