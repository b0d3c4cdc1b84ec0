package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.waybill.signature.StrictJson;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a JSON object, without the members that differ between two sendings of one event. */
final class BodyDigest {

    private final byte[] body;
    private final Set<String> changing;
    private byte @Nullable [] sha256;

    /** @param changing the names of those members, each after a slash */
    BodyDigest(byte[] body, Set<String> changing) {
        this.body = body;
        this.changing = changing;
    }

    byte[] sha256() {
        byte[] known = sha256;
        if (known == null) {
            known = changing.isEmpty() ? DigestUtils.sha256(body) : withoutChanging();
            sha256 = known;
        }
        return known;
    }

    /** Hashes the text as it stands, members cut out: a number keeps its digits, and an object the order of its keys. */
    private byte[] withoutChanging() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        String text = new String(body, UTF_8);
        int from = 0;
        try (JsonParser parser = StrictJson.parser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                boolean left = changing.contains("/" + parser.currentName());
                parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                if (left) {
                    digest.update(text.substring(from, start).getBytes(UTF_8));
                    from = (int) parser.currentLocation().getCharOffset();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("The body was read before", e);
        }
        digest.update(text.substring(from).getBytes(UTF_8));
        return digest.digest();
    }
}
