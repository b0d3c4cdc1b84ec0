package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.overview.Overview.Attention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateExpiryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_certificate_that_is_good_for_long_or_none_at_all_needs_no_attention() {
        assertThat(at(null)).isEmpty();
        assertThat(at(NOW.plus(Duration.ofDays(15)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        P13D  | false | expires in 13 days: renew it.
        PT50H | true  | expires in 50 hours: renew it, or all senders are locked out.
        PT-1S | true  | has expired: renew it, senders can't connect.
        """)
    void a_certificate_that_ends_soon_does(Duration left, boolean bad, String sentence) {
        assertThat(at(NOW.plus(left)))
                .containsExactly(new Attention(bad, "The certificate of the public port " + sentence, "/console"));
    }

    private static List<Attention> at(Instant end) {
        return new CertificateExpiry(() -> end, Clock.fixed(NOW, ZoneOffset.UTC)).now();
    }
}
