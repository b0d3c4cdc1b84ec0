package dev.waybill.oidc;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Logs a sign-in with the provider, and goes on. */
record LogSignOn(AuthenticationSuccessHandler next) implements AuthenticationSuccessHandler {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException, ServletException {
        LOG.info("user={} address={} has signed in", who.getName(), request.getRemoteAddr());
        next.onAuthenticationSuccess(request, response, who);
    }
}
