package dev.waybill.oidc;

import org.springframework.security.core.AuthenticationException;

/** The provider knows the user, but the settings map none of the user's values to a role. */
final class NoMappedRole extends AuthenticationException {

    NoMappedRole(String who) {
        super(who + " has no role here");
    }
}
