package dev.waybill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.console.RawHttp.Answer;
import dev.waybill.kit.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A token that lets nobody in any more, and what it leaves behind. */
class TokensTest {

    /** Of the token {@code old}. */
    private static final String DIGEST = "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4";

    private static TestHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = TestHub.on(
                TestPostgres.fresh(),
                "the right secret",
                "--waybill.console.tokens[2].name=last year's",
                "--waybill.console.tokens[2].sha256=" + DIGEST,
                "--waybill.console.tokens[2].role=OPERATOR",
                "--waybill.console.tokens[2].expires=2020-12-31");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void one_that_has_expired_and_one_that_nobody_knows_are_answered_401_and_counted_and_audited() throws Exception {
        Answer expired = asked("old");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.header("WWW-Authenticate")).contains("Bearer");
        assertThat(asked("guess").status()).isEqualTo(401);
        assertThat(asked("test-token").status()).isEqualTo(200);

        assertThat(failed("expired")).isEqualTo(1);
        assertThat(failed("unknown")).isEqualTo(1);
        assertThat(hub.sql
                        .sql("SELECT concat_ws(' ', who, subject_name, reason, address) FROM audit WHERE refused"
                                + " ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "(nobody) GET /api/destinations the token of last year's, which has expired 127.0.0.1",
                        "(nobody) GET /api/destinations an unknown token 127.0.0.1");
    }

    private static double failed(String cause) {
        return hub.context
                .getBean(MeterRegistry.class)
                .counter("waybill.console.failed.tokens", "cause", cause)
                .count();
    }

    private static Answer asked(String token) throws IOException {
        return RawHttp.send(
                hub.management("").getPort(),
                "GET /api/destinations HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + token);
    }
}
