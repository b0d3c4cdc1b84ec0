package dev.waybill.signin;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Sign-in was tried too often; the password was not even checked. */
final class LoginThrottled extends AuthenticationException {

    private final transient Duration wait;

    LoginThrottled(Duration wait) {
        super("Too many attempts to sign in; wait " + wait.toSeconds() + " s");
        this.wait = wait;
    }

    Duration rest() {
        return wait;
    }
}
