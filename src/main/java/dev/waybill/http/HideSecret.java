package dev.waybill.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Takes a secret out of an answer. Gateways write a refused request into their error page. Operators see the
 * answer, which is kept with the attempt. It runs behind {@link BoundedAnswer}, so that the body is short.
 */
final class HideSecret {

    private static final String HIDDEN = "***";

    /** A shorter secret would take pieces out of numbers and words, and hides nothing that can't be guessed. */
    private static final int SHORTEST = 4;

    private HideSecret() {}

    static void in(ClassicHttpResponse response, String secret) throws IOException {
        if (secret.length() < SHORTEST) {
            return;
        }
        String phrase = response.getReasonPhrase();
        if (phrase != null && phrase.contains(secret)) {
            response.setReasonPhrase(phrase.replace(secret, HIDDEN));
        }
        try (HttpEntity entity = response.getEntity()) {
            if (entity != null) {
                byte[] body = EntityUtils.toByteArray(entity, BoundedAnswer.KEPT_BYTES);
                // one character per byte, so that all other bytes come back unchanged
                String hidden = new String(secret.getBytes(UTF_8), ISO_8859_1);
                String text = new String(body == null ? new byte[0] : body, ISO_8859_1);
                response.setEntity(new ByteArrayEntity(
                        text.replace(hidden, HIDDEN).getBytes(ISO_8859_1),
                        ContentType.parseLenient(entity.getContentType()),
                        entity.getContentEncoding()));
            }
        }
    }
}
