package dev.waybill.signin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Signs people in by name and password, if they have not tried too often. Tries, right or wrong, are logged. */
final class ThrottledLogin implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");

    /** What is longer is no name or password of ours. */
    private static final int LONGEST = 200;

    private final AuthenticationProvider passwords;
    private final LoginThrottle throttle;

    ThrottledLogin(AuthenticationProvider passwords, LoginThrottle throttle) {
        this.passwords = passwords;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String name = login.getName();
        String address =
                login.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (name.length() > LONGEST || String.valueOf(login.getCredentials()).length() > LONGEST) {
            throw new BadCredentialsException("Too long");
        }
        String browser = login.getDetails() instanceof LoginDetails details ? details.browser() : null;
        LoginThrottle.Try made = new LoginThrottle.Try(name, address, browser);
        throttle.admit(made).ifPresent(wait -> {
            LOG.warn(
                    "user={} address={} tried to sign in too often; refused for {} s",
                    shown(name),
                    address,
                    wait.toSeconds());
            throw new LoginThrottled(wait);
        });
        try {
            Authentication known = passwords.authenticate(login);
            throttle.succeeded(made);
            LOG.info("user={} address={} has signed in", shown(name), address);
            return known;
        } catch (BadCredentialsException e) {
            LOG.warn(
                    "user={} address={} gave a wrong name or password; nothing follows but a count",
                    shown(name),
                    address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** A name is what a stranger typed: it can't begin a line of its own in the log. */
    private static String shown(String name) {
        return name.replaceAll("[^\\p{Graph} ]", "?");
    }
}
