package dev.waybill.access;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Somebody tried to sign in too often; the password was not even looked at. */
final class TooManyTries extends AuthenticationException {

    private final transient Duration wait;

    TooManyTries(Duration wait) {
        super("Too many tries to sign in; wait " + wait.toSeconds() + " s");
        this.wait = wait;
    }

    Duration rest() {
        return wait;
    }
}
