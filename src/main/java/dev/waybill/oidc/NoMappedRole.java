package dev.waybill.oidc;

import org.springframework.security.core.AuthenticationException;

/** The provider knows who it is, and nothing that the settings make a role of. */
final class NoMappedRole extends AuthenticationException {

    NoMappedRole(String who) {
        super(who + " has no role here");
    }
}
