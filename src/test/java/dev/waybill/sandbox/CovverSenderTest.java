package dev.waybill.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.CovverSender;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CovverSenderTest {

    /** RFC 4231, test case 2. */
    @Test
    void the_signature_is_the_hmac_of_the_rfc() {
        byte[] expected = HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

        assertThat(CovverSender.sign("what do ya want for nothing?".getBytes(UTF_8), "Jefe"))
                .isEqualTo(Base64.getEncoder().encodeToString(expected));
    }
}
