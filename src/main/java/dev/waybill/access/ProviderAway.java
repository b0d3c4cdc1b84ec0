package dev.waybill.access;

import org.springframework.security.core.AuthenticationException;

/** The OpenID Connect provider did not answer in time, or not with what it should. Nobody's fault who wants to sign in. */
final class ProviderAway extends AuthenticationException {

    ProviderAway(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    ProviderAway(String sentence) {
        super(sentence);
    }
}
