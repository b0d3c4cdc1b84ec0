package dev.waybill.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.answers.RetryAfter;
import dev.waybill.handover.Outcome.Broken;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import net.thisptr.jackson.jq.exception.JsonQueryUserException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the failure of a route. It decides whether another attempt can help, and gives the reason in words that an
 * operator can act on.
 */
final class ReadFailure {

    /** The status codes that no retry changes: bad request, too large, wrong type, unprocessable. */
    private static final Set<Integer> HOPELESS = Set.of(400, 413, 415, 422);

    private final Clock clock;

    /** @param clock the current time, for a {@code Retry-After} with a date */
    ReadFailure(Clock clock) {
        this.clock = clock;
    }

    /** @param called true if the route had already called a system outside */
    public Outcome outcomeOf(Throwable thrown, boolean called) {
        Throwable own = MappingFault.in(thrown, called);
        if (own != null) {
            return new Broken(Answer.none("the mapping is broken: " + beginning(own)));
        }
        PermanentRefusal refused = find(thrown, PermanentRefusal.class);
        if (refused != null) {
            Answer reason = Answer.none(refused.getMessage());
            return MappingFault.hidesIn(refused) ? new Broken(reason) : new GivenUp(reason);
        }
        JsonProcessingException unfit = find(thrown, JsonProcessingException.class);
        if (unfit != null && (!called || unfit instanceof JsonQueryUserException)) {
            return new GivenUp(Answer.none("the event can't be mapped: " + unfit.getOriginalMessage()));
        }
        HttpOperationFailedException http = find(thrown, HttpOperationFailedException.class);
        if (http != null) {
            return outcomeOf(http);
        }
        Outcome mail = SmtpAnswer.outcomeOf(thrown);
        return mail != null
                ? mail
                : new TryAgain(Answer.none(reasonOf(thrown)), null, UnreachableFailures.says(thrown));
    }

    private Outcome outcomeOf(HttpOperationFailedException http) {
        int status = http.getStatusCode();
        String body = http.getResponseBody();
        Answer answer = new Answer(status, reasonOf(http), body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        return HOPELESS.contains(status)
                ? new GivenUp(answer)
                : new TryAgain(
                        answer, RetryAfter.read(http.getResponseHeaders(), clock), UnreachableFailures.says(status));
    }

    private static String reasonOf(HttpOperationFailedException http) {
        int status = http.getStatusCode();
        if (status >= 300 && status < 400) {
            return "HTTP " + status + ": the destination redirects, and redirects are never followed";
        }
        return "HTTP " + status + (http.getStatusText() == null ? "" : " " + http.getStatusText());
    }

    private static String reasonOf(Throwable thrown) {
        Throwable root = rootOf(thrown);
        String kind =
                switch (root) {
                    case UnknownHostException e -> "the host name is unknown: ";
                    case SocketTimeoutException e -> "timed out: ";
                    case TimeoutException e -> "timed out: ";
                    case InterruptedIOException e -> "timed out: ";
                    case ConnectException e -> "the connection was refused or failed: ";
                    case SSLException e -> "TLS failed: ";
                    case SocketException e -> "the connection broke: ";
                    default -> "";
                };
        String outer = thrown == root ? "" : brief(thrown) + ", because ";
        return outer + kind + brief(root);
    }

    private static String brief(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message.strip();
    }

    /** Returns the message on one line, up to the first blank line; FreeMarker's tips and traces follow it. */
    private static String beginning(Throwable thrown) {
        return brief(thrown).lines().takeWhile(line -> !line.isBlank()).collect(Collectors.joining(" "));
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }

    static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
