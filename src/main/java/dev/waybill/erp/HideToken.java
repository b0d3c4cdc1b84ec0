package dev.waybill.erp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Takes the token out of an answer. Gateways write a refused request into their error page. Operators see the ERP's
 * answer, which is kept with the attempt. It runs behind {@link BoundedAnswer}, so that the body is short.
 */
final class HideToken {

    private static final String HIDDEN = "***";

    private HideToken() {}

    static void in(ClassicHttpResponse response, String token) throws IOException {
        String phrase = response.getReasonPhrase();
        if (phrase != null && phrase.contains(token)) {
            response.setReasonPhrase(phrase.replace(token, HIDDEN));
        }
        try (HttpEntity entity = response.getEntity()) {
            if (entity != null) {
                byte[] body = EntityUtils.toByteArray(entity, BoundedAnswer.KEPT_BYTES);
                // one character per byte: a token is ASCII, and all other bytes come back unchanged
                String text = new String(body == null ? new byte[0] : body, ISO_8859_1);
                response.setEntity(new ByteArrayEntity(
                        text.replace(token, HIDDEN).getBytes(ISO_8859_1),
                        ContentType.parseLenient(entity.getContentType()),
                        entity.getContentEncoding()));
            }
        }
    }
}
