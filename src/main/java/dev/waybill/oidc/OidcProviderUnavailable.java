package dev.waybill.oidc;

import org.springframework.security.core.AuthenticationException;

/**
 * The OpenID Connect provider did not answer in time, or gave a wrong answer. The user who signs in has made no
 * mistake.
 */
final class OidcProviderUnavailable extends AuthenticationException {

    OidcProviderUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    OidcProviderUnavailable(String sentence) {
        super(sentence);
    }
}
