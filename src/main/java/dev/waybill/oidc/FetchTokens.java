package dev.waybill.oidc;

import dev.waybill.oidc.OidcProvider.OidcProviderUnavailable;
import java.util.concurrent.Semaphore;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * Exchanges a code for tokens. Only a few exchanges run at once, so that a slow provider can't hold all of the port's
 * threads.
 */
final class FetchTokens implements OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {

    private static final int AT_ONCE = 4;

    private final RestClientAuthorizationCodeTokenResponseClient tokens =
            new RestClientAuthorizationCodeTokenResponseClient();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** @param http the HTTP client, with time limits of its own */
    FetchTokens(RestClient http) {
        tokens.setRestClient(http.mutate()
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
    }

    /**
     * Fetches the tokens for a code.
     *
     * @throws OidcProviderUnavailable if too many exchanges run already
     */
    @Override
    public OAuth2AccessTokenResponse getTokenResponse(OAuth2AuthorizationCodeGrantRequest code) {
        if (!places.tryAcquire()) {
            throw new OidcProviderUnavailable("Too many sign-ins wait for the provider already");
        }
        try {
            return tokens.getTokenResponse(code);
        } finally {
            places.release();
        }
    }
}
