package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.history.DeadLetters.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page that is opened asks; one that refreshes itself gets what was asked for just now. */
class ErrorGroupsTest {

    private long nanos;
    private int asked;
    private final ErrorGroups signatures = new ErrorGroups(
            destination -> {
                asked++;
                return List.of(new Signature(destination + " " + asked, 1, 1));
            },
            () -> nanos);

    @Test
    void a_refresh_asks_once_in_five_seconds() {
        assertThat(seen(signatures.lately("erp"))).isEqualTo("erp 1");
        nanos = 4_999_999_999L;
        assertThat(seen(signatures.lately("erp"))).isEqualTo("erp 1");
        nanos = 5_000_000_000L;
        assertThat(seen(signatures.lately("erp"))).isEqualTo("erp 2");
    }

    @Test
    void a_page_always_asks_and_a_refresh_knows_what_it_was_told() {
        assertThat(seen(signatures.now("erp"))).isEqualTo("erp 1");
        assertThat(seen(signatures.now("erp"))).isEqualTo("erp 2");
        assertThat(seen(signatures.lately("erp"))).isEqualTo("erp 2");
    }

    @Test
    void each_destination_has_its_own() {
        signatures.now("erp");
        assertThat(seen(signatures.lately("sftp"))).isEqualTo("sftp 2");
    }

    private static String seen(List<Signature> found) {
        return found.getFirst().signature();
    }
}
