package dev.waybill.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.accounts.RefusalTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers a program without a token, or with a viewer's token for a command: RFC 9457, with advice. */
final class ApiAccessDenied implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;
    private final Supplier<RefusalTrail> trail;

    ApiAccessDenied(ObjectMapper json, Supplier<RefusalTrail> trail) {
        this.json = json;
        this.trail = trail;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                "Send a token of waybill.console.tokens: Authorization: Bearer TOKEN. People use the pages at"
                        + " /console");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        PageAccessDenied.note(request, trail.get(), "a viewer's token");
        write(
                response,
                HttpStatus.FORBIDDEN,
                "This token is a viewer's: commands need one with the role OPERATOR in waybill.console.tokens");
    }

    private void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), ProblemDetail.forStatusAndDetail(status, detail));
    }
}
