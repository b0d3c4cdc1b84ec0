package dev.waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;

class HideSecretTest {

    @Test
    void a_secret_is_taken_out_of_an_answer_and_a_short_one_takes_nothing_out_of_its_numbers() throws IOException {
        assertThat(answer("{\"count\":12,\"seen\":\"s3cret\"}", "s3cret")).isEqualTo("{\"count\":12,\"seen\":\"***\"}");
        assertThat(answer("{\"count\":12}", "12")).isEqualTo("{\"count\":12}");
    }

    private static String answer(String body, String secret) throws IOException {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(400);
        response.setEntity(new ByteArrayEntity(body.getBytes(UTF_8), null));
        HideSecret.in(response, secret);
        return new String(EntityUtils.toByteArray(response.getEntity()), UTF_8);
    }
}
