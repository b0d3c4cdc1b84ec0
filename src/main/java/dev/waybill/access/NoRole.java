package dev.waybill.access;

import org.springframework.security.core.AuthenticationException;

/** The provider knows who it is, and nothing that the settings make a role of. */
final class NoRole extends AuthenticationException {

    NoRole(String who) {
        super(who + " has no role here");
    }
}
