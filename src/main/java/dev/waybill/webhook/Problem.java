package dev.waybill.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answers other than 200 on the public port, as problem details (RFC 9457). None carries a stack trace. */
public enum Problem {
    /** The request breaks HTTP itself. */
    BAD_REQUEST(400, "Bad request", "The request is not valid HTTP/1.1."),
    /** A signed body that is no webhook: no JSON object with a type, nested too deep, or without a usable key. */
    MALFORMED(400, "Malformed webhook", null),
    /** No signature, or a wrong one. The answer is the same for every cause. */
    UNAUTHORIZED(401, "Not verified", "The signature is missing or does not match the body."),
    /** Nothing answers on this path. */
    NOT_FOUND(404, "Not found", "No source posts to this path."),
    /** A webhook is a POST. */
    NOT_ALLOWED(405, "Method not allowed", "Webhooks are sent with POST."),
    /** The body came too slowly, or stopped coming. */
    TOO_SLOW(408, "Body too slow", "The body arrived too slowly: send the webhook again."),
    /** The key was accepted before, with another body. */
    CONFLICT(409, "Key conflict", "This idempotency key was accepted before, with another body."),
    /** The body was accepted before under another key, so an operator must look at it. */
    REPEATED(409, "Same body", "This body was accepted before under another key. An operator decides about it."),

    /** The body is larger than the limit. */
    TOO_LARGE(413, "Body too large", "The body is larger than the limit."),
    /** The request line is too long. */
    URI_TOO_LONG(414, "URI too long", "The request line is too long."),
    /** Forms are parsed on their way in, so their bytes could not be verified. */
    UNSUPPORTED(415, "Unsupported content type", "Forms are not accepted: send the JSON as it was signed."),
    /** The signature covers the JSON, not a coding of it. */
    ENCODED(415, "Unsupported content encoding", "The body is encoded: send the JSON as it was signed, uncompressed."),

    /** The request expects something other than 100-continue. */
    EXPECTATION_FAILED(417, "Expectation failed", "Only 100-continue is supported."),
    /** The header lines are too long. */
    HEADERS_TOO_LARGE(431, "Header lines too long", "The header lines together are too long."),
    /** An error inside the hub. The log gives the cause, the answer does not. */
    ERROR(500, "Internal error", null),
    /** The webhook can't be taken now: send it again later. */
    UNAVAILABLE(503, "Not available now", "The webhook was not stored: send it again later."),
    /** The webhook failed verification, and the hub's own secret may be wrong. */
    IN_DOUBT(503, "Not verified now", "The webhook was not stored: send it again later."),

    /** The backlog is over its limit. */
    BACKLOG_FULL(
            503, "Too much unfinished work", "The hub has too much unfinished work: send the webhook again later.");

    private final int status;
    private final String title;
    private final @Nullable String detail;
    private final byte[] json;

    Problem(int status, String title, @Nullable String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.json = render(detail);
    }

    public static final String CONTENT_TYPE = "application/problem+json";

    /** Returns the phrase that names the kind of problem. */
    public String title() {
        return title;
    }

    public int status() {
        return status;
    }

    /** Returns the name under which answers of this kind are counted. */
    public String outcome() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if the sender may send the same webhook again later. */
    public boolean passes() {
        return status == 503;
    }

    public byte[] json() {
        return json.clone();
    }

    /** @param detail plain text of the hub's own; never text from the sender */
    public byte[] json(String detail) {
        return render(detail);
    }

    /** Returns the statuses that the router may answer with by itself. */
    public static List<Integer> statuses() {
        return Arrays.stream(values()).map(Problem::status).distinct().toList();
    }

    /** Returns the problem for one of Vert.x's own statuses; {@link #ERROR} for a status that it should never use. */
    public static Problem of(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 404 -> NOT_FOUND;
            case 405 -> NOT_ALLOWED;
            case 408 -> TOO_SLOW;
            case 413 -> TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED;
            case 417 -> EXPECTATION_FAILED;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> UNAVAILABLE;
            default -> ERROR;
        };
    }

    private byte[] render(@Nullable String text) {
        StringBuilder json = new StringBuilder(160)
                .append("{\"type\":\"urn:waybill:problem:")
                .append(outcome().replace('_', '-'))
                .append("\",\"title\":\"")
                .append(title)
                .append("\",\"status\":")
                .append(status);
        if (text != null) {
            json.append(",\"detail\":\"").append(escape(text)).append('"');
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
