package dev.waybill.oidc;

import dev.waybill.oidc.OidcProvider.OidcProviderUnavailable;
import dev.waybill.oidc.OidcUserMapper.NoMappedRole;
import dev.waybill.signin.PageAccessDenied;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Sends the browser back to the login page after a failed sign-in. The page shows the kind of error; the log says more.
 */
final class SignOnFailed implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");
    private static final int DEEPEST = 20;

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.warn(
                "address={} could not sign in with the provider: {}",
                request.getRemoteAddr(),
                String.valueOf(failure.getMessage()).replaceAll("[^\\p{Graph} ]", "?"));
        response.sendRedirect(PageAccessDenied.LOGIN + "?provider=" + fault(failure));
    }

    private static String fault(AuthenticationException failure) {
        if (causes(failure).anyMatch(NoMappedRole.class::isInstance)) {
            return "norole";
        }
        return causes(failure)
                        .anyMatch(cause -> cause instanceof OidcProviderUnavailable || cause instanceof IOException)
                ? "away"
                : "refused";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
