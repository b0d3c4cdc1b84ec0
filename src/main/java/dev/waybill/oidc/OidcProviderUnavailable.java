package dev.waybill.oidc;

import org.springframework.security.core.AuthenticationException;

/** The OpenID Connect provider did not answer in time, or not with what it should. Nobody's fault who wants to sign in. */
final class OidcProviderUnavailable extends AuthenticationException {

    OidcProviderUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    OidcProviderUnavailable(String sentence) {
        super(sentence);
    }
}
