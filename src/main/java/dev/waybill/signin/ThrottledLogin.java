package dev.waybill.signin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Signs users in by name and password, within the limits of {@link LoginThrottle}. All tries, right or wrong, are
 * logged.
 */
final class ThrottledLogin implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");

    /** The longest name or password that is checked. */
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
                    "user={} address={} tried to sign in too often; further attempts are refused for {} s",
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
            LOG.warn("user={} address={} gave a wrong name or password; the attempt is counted", shown(name), address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** Returns the typed name without characters that could begin a log line of its own. */
    private static String shown(String name) {
        return name.replaceAll("[^\\p{Graph} ]", "?");
    }
}
