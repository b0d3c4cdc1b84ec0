package dev.waybill.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mutants.Trial.Seen;
import org.junit.jupiter.api.Test;

/** The mutator in short, always with the same slips. {@code bench/mutants} makes thousands. */
class MutantsTest {

    private static final long SEED = 20261130;
    private static final int COUNT = 20;

    /** A refusal that the router forestalls, and a template that no shipped route uses: no event shows these. */
    private static final String[] UNREACHED = {
        "sftp-csv.jq:25", "template-json-http.camel.yaml:16", "template-json-http.camel.yaml:49"
    };

    @Test
    void no_slip_in_the_shipped_routes_starts_unseen() throws Exception {
        Score score = Mutants.score(SEED, COUNT, tried -> {});
        assertThat(score.those(each -> each.seen() == Seen.CRASH)).isEmpty();
        assertThat(score.those(each -> each.seen() == Seen.NOBODY))
                .extracting(each -> each.mutant().path() + ":" + each.mutant().line())
                .isSubsetOf(UNREACHED);
        assertThat(score.of(Seen.CHECK)).as(score.inWords()).isGreaterThan(5);
        assertThat(score.rightLines())
                .as("%s%n%s", score.inWords(), score.wrongLines())
                .isGreaterThan(75);
    }
}
