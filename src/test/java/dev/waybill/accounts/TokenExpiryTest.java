package dev.waybill.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.accounts.AccessSettings.Token;
import dev.waybill.secret.FollowFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class TokenExpiryTest {

    private final TokenExpiry expiry = new TokenExpiry(
            new Accounts(
                    new AccessSettings(
                            List.of(),
                            List.of(
                                    token("for-ever", null),
                                    token("long", "2027-01-31"),
                                    token("soon", "2027-01-30"),
                                    token("over", "2026-12-30")),
                            null,
                            Duration.ofHours(1)),
                    new FollowFiles(new SimpleMeterRegistry())),
            Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void the_start_warns_of_tokens_that_end_within_thirty_days(CapturedOutput output) {
        expiry.run(new DefaultApplicationArguments());
        assertThat(output)
                .contains("The token soon in waybill.console.tokens expires after 2027-01-30", "The token over ")
                .doesNotContain("The token long", "The token for-ever");
    }

    @Test
    void a_gauge_tells_how_long_each_still_lasts() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        expiry.bindTo(meters);
        assertThat(lasts(meters, "soon")).isEqualTo(Duration.ofDays(30).toSeconds());
        assertThat(lasts(meters, "over")).isEqualTo(-Duration.ofDays(1).toSeconds());
        assertThat(meters.find("waybill.console.token.expires")
                        .tag("token", "for-ever")
                        .gauge())
                .isNull();
    }

    private static double lasts(SimpleMeterRegistry meters, String token) {
        return meters.get("waybill.console.token.expires")
                .tag("token", token)
                .gauge()
                .value();
    }

    private static Token token(String name, @Nullable String expires) {
        return new Token(name, "0".repeat(64), Role.VIEWER, expires);
    }
}
