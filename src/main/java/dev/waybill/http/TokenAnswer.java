package dev.waybill.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a token endpoint (RFC 6749, sections 5.1 and 5.2). It is read leniently: null means absent. A missing
 * or invalid field beside the token does not make the token unusable.
 */
record TokenAnswer(int status, JsonNode body) {

    /** Limits how long a token is kept, whatever lifetime is stated; the next one costs a request a day. */
    static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Pattern CODE = Pattern.compile("[ -~]{1,100}");

    static TokenAnswer read(int status, String body) {
        JsonNode read;
        try {
            read = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            read = MissingNode.getInstance();
        }
        return new TokenAnswer(status, read);
    }

    /** Returns a token that fits into a header line. Empty if the answer holds none, or its type isn't bearer. */
    Optional<String> token() {
        JsonNode type = body.path("token_type");
        boolean bearer = type.isMissingNode() || type.isNull() || "bearer".equalsIgnoreCase(type.textValue());
        return Optional.ofNullable(body.path("access_token").textValue())
                .filter(token -> status == 200 && bearer && TOKEN.matcher(token).matches());
    }

    /** Returns the token's lifetime; null if the endpoint didn't state a usable one. */
    @Nullable
    Duration life() {
        JsonNode said = body.path("expires_in");
        double seconds = said.isNumber() ? said.doubleValue() : number(said.textValue());
        return seconds > 0 ? Duration.ofSeconds((long) Math.ceil(Math.min(seconds, LONGEST_LIFE.toSeconds()))) : null;
    }

    /** Returns the error's code, if there is one. Its description is left out: it may repeat the secret. */
    Optional<String> error() {
        return Optional.ofNullable(body.path("error").textValue())
                .filter(code -> CODE.matcher(code).matches());
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
