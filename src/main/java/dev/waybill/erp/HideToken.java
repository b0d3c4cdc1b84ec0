package dev.waybill.erp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Takes the token out of an answer: gateways write the request that they refuse into their error page, and what the ERP
 * answered is kept with the attempt and shown to operators. Behind {@link BoundedAnswer}, so that there is little of it.
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
                // byte by byte a character: a token is ASCII, and all else comes back as it was
                String text = new String(body == null ? new byte[0] : body, ISO_8859_1);
                response.setEntity(new ByteArrayEntity(
                        text.replace(token, HIDDEN).getBytes(ISO_8859_1),
                        ContentType.parseLenient(entity.getContentType()),
                        entity.getContentEncoding()));
            }
        }
    }
}
