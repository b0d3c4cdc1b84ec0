package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.accounts.AccessSettings.Token;
import dev.waybill.accounts.Role;
import dev.waybill.overview.Overview.Attention;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenAlertsTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    @Test
    void a_token_that_is_good_for_long_or_for_ever_needs_no_attention() {
        assertThat(ending(null)).isEmpty();
        assertThat(ending("2027-01-31")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2027-01-30 | false | expires in 30 days: give its program a new one.
        2027-01-01 | true  | expires in 24 hours: give its program a new one.
        2026-12-31 | true  | has expired: its program is answered 401 until it gets a new one.
        """)
    void a_token_that_ends_soon_does(String expires, boolean bad, String sentence) {
        assertThat(ending(expires)).containsExactly(new Attention(bad, "The token ci " + sentence, "/console"));
    }

    private static List<Attention> ending(@Nullable String expires) {
        var token = new Token("ci", "0".repeat(64), Role.VIEWER, expires);
        return new TokenAlerts(() -> List.of(token), Clock.fixed(NOW, ZoneOffset.UTC)).now();
    }
}
