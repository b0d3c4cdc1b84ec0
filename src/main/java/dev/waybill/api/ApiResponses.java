package dev.waybill.api;

import dev.waybill.operator.CommandResult;
import dev.waybill.signin.DenialReason;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The API's answers: the effect of a command, or the error as RFC 9457 describes it. */
final class ApiResponses {

    private ApiResponses() {}

    record Done(long id, String message) {}

    record Applied(String message) {}

    static ResponseEntity<?> of(CommandResult result, String absent) {
        return switch (result) {
            case CommandResult.Done(long id, String sentence) -> ResponseEntity.ok(new Done(id, sentence));
            case CommandResult.Applied(String sentence) -> ResponseEntity.ok(new Applied(sentence));
            case CommandResult.NotFound() -> throw notFound(absent);
            case CommandResult.NotPossible(String sentence) -> throw problem(HttpStatus.CONFLICT, sentence);
            case CommandResult.Unavailable(String sentence) -> throw unavailable(sentence);
            case CommandResult.NeedsConfirmation(String sentence) ->
                throw problem(HttpStatus.CONFLICT, sentence + " Send it again with \"confirm\": true.");
        };
    }

    static ErrorResponseException notFound(String detail) {
        return problem(HttpStatus.NOT_FOUND, detail);
    }

    static ErrorResponseException badRequest(String detail) {
        return problem(HttpStatus.BAD_REQUEST, detail);
    }

    static ErrorResponseException forbidden(String detail) {
        return problem(HttpStatus.FORBIDDEN, detail);
    }

    static ErrorResponseException unavailable(String detail) {
        ErrorResponseException unavailable = problem(HttpStatus.SERVICE_UNAVAILABLE, detail);
        unavailable.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
        return unavailable;
    }

    static ErrorResponseException conflict(String detail) {
        return problem(HttpStatus.CONFLICT, detail);
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        if (RequestContextHolder.getRequestAttributes() instanceof RequestAttributes request) {
            request.setAttribute(DenialReason.TOLD, detail, RequestAttributes.SCOPE_REQUEST);
        }
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
