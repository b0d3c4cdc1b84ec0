package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.RawHttp;
import dev.waybill.listener.TestDoor;
import java.security.MessageDigest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signed bytes are verified and stored as they are, with any content type. */
@ResourceLock(TestDoor.SHARED)
class RawBytesTest {

    private static final TestDoor DOOR = TestDoor.shared();
    private static final byte[] ODD =
            "\r\n {\"type\" : \"OrderPlaced\",\t\"data\": {\"id\":\"ä€😀\",\"n\":1.0} }\n\n".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=iso-8859-1",
                "text/xml",
                "application/octet-stream",
                "nonsense",
                "text/plain; charset=no-such-charset"
            })
    void a_content_type_changes_nothing(String type) throws Exception {
        String key = UUID.randomUUID().toString();

        assertThat(DOOR.send(DOOR.signed(ODD, key).header("Content-Type", type)).statusCode())
                .isEqualTo(200);

        assertThat(stored(key)).isEqualTo(ODD);
    }

    @Test
    void no_content_type_is_as_good() throws Exception {
        String key = UUID.randomUUID().toString();

        assertThat(signed(RawHttp.post(ODD), ODD, key).send(DOOR.port()).status())
                .isEqualTo(200);

        assertThat(stored(key)).isEqualTo(ODD);
    }

    @Test
    void chunks_are_put_together() throws Exception {
        String key = UUID.randomUUID().toString();

        assertThat(signed(RawHttp.chunked(ODD, 1, 7, 3), ODD, key)
                        .send(DOOR.port())
                        .status())
                .isEqualTo(200);

        assertThat(stored(key)).isEqualTo(ODD);
    }

    @Test
    void a_big_body_in_chunks_is_stored_whole() throws Exception {
        String key = UUID.randomUUID().toString();
        byte[] big = ("{\"type\":\"OrderPlaced\",\"data\":\"" + "é".repeat(400_000) + "\"}").getBytes(UTF_8);

        assertThat(signed(RawHttp.chunked(big, 8191, 1), big, key)
                        .send(DOOR.port())
                        .status())
                .isEqualTo(200);

        assertThat(stored(key)).isEqualTo(big);
    }

    @Test
    void of_a_body_that_was_re_indented_on_its_way_the_signed_form_is_stored_and_what_came_is_kept() throws Exception {
        String key = UUID.randomUUID().toString();
        byte[] sent = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\"}}".getBytes(UTF_8);
        byte[] came = "{\n  \"type\": \"OrderPlaced\",\n  \"data\": {\"id\": \"o-1\"}\n}\n".getBytes(UTF_8);
        var request =
                DOOR.post(came).header("covverSignature", TestDoor.sign(sent)).header("covverIdempotencyKey", key);

        assertThat(DOOR.send(request).statusCode()).isEqualTo(200);

        assertThat(stored(key)).isEqualTo(sent);
        assertThat(received(key)).isEqualTo(came);
        assertThat(digest(key)).isEqualTo(MessageDigest.getInstance("SHA-256").digest(sent));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"A\",\"data\":1E+400} | {\"type\":\"A\",\"data\":null}",
                "{\"type\":\"A\",\"data\":9007199254740993} | {\"type\":\"A\",\"data\":9007199254740992}",
                "{\"type\":\"Old\",\"type\":\"A\",\"data\":1,\"data\":2} | {\"type\":\"A\",\"data\":2}",
                "\uFEFF{\"type\":\"A\",\"data\":3} | {\"type\":\"A\",\"data\":3}",
            })
    void what_was_signed_is_stored_whatever_reads_the_same(String came, String signed) throws Exception {
        String key = UUID.randomUUID().toString();
        var request = DOOR.post(came.getBytes(UTF_8))
                .header("covverSignature", TestDoor.sign(signed.getBytes(UTF_8)))
                .header("covverIdempotencyKey", key);

        assertThat(DOOR.send(request).statusCode()).isEqualTo(200);

        assertThat(stored(key)).asString(UTF_8).isEqualTo(signed);
        assertThat(received(key)).asString(UTF_8).isEqualTo(came);
    }

    @Test
    void of_a_body_that_came_as_it_was_signed_there_is_no_second_copy() throws Exception {
        String key = UUID.randomUUID().toString();

        assertThat(DOOR.send(DOOR.signed(ODD, key)).statusCode()).isEqualTo(200);

        assertThat(received(key)).isNull();
    }

    @Test
    void signed_bytes_that_are_no_utf_8_are_400_and_kept_as_they_came() throws Exception {
        byte[] latin1 = {'{', '"', 't', 'y', 'p', 'e', '"', ':', '"', (byte) 0xE9, 0, '"', '}'};
        String mark = UUID.randomUUID().toString();

        assertThat(DOOR.send(DOOR.signed(latin1, mark)).statusCode()).isEqualTo(400);

        byte[] kept = DOOR.sql
                .sql("SELECT body FROM quarantine WHERE position(convert_to(?, 'UTF8') IN headers) > 0")
                .param(mark)
                .query(byte[].class)
                .single();
        assertThat(kept).isEqualTo(latin1);
    }

    @Test
    void an_empty_body_is_401_unsigned_and_400_signed() throws Exception {
        assertThat(RawHttp.post(new byte[0]).send(DOOR.port()).status()).isEqualTo(401);
        assertThat(signed(RawHttp.post(new byte[0]), new byte[0], "k")
                        .send(DOOR.port())
                        .status())
                .isEqualTo(400);
        assertThat(signed(RawHttp.chunked(new byte[0], 1), new byte[0], "k")
                        .send(DOOR.port())
                        .status())
                .isEqualTo(400);
    }

    private static RawHttp signed(RawHttp request, byte[] body, String key) {
        return request.header("covverSignature", TestDoor.sign(body)).header("COVVERIDEMPOTENCYKEY", key);
    }

    private static byte[] stored(String key) {
        return DOOR.sql
                .sql("SELECT body FROM inbox_event JOIN inbox_body ON event_id = id WHERE idempotency_key = ?")
                .param(key)
                .query(byte[].class)
                .single();
    }

    private static byte[] received(String key) {
        return DOOR.sql
                .sql("SELECT received FROM inbox_event JOIN inbox_body ON event_id = id WHERE idempotency_key = ?")
                .param(key)
                .query(byte[].class)
                .optional()
                .orElse(null);
    }

    private static byte[] digest(String key) {
        return DOOR.sql
                .sql("SELECT digest FROM inbox_event WHERE idempotency_key = ?")
                .param(key)
                .query(byte[].class)
                .single();
    }
}
