package dev.waybill.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mutants.Trial.Seen;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The mutator in short, always with the same slips. {@code bench/mutants} makes thousands. */
class MutantsTest {

    private static final long SEED = 20261130;
    private static final int COUNT = 20;

    /**
     * No event shows these: a template that no shipped route uses, a refusal that the router forestalls, a text that is
     * sent nowhere, and letters that no order number has.
     */
    private static final Pattern UNREACHED = Pattern.compile(
            "^template-json-http\\.camel|error\\(\"|(Mailed|Uploaded) as|^sftp-name\\.jq:\\d+ \\w+: \\| map\\(if");

    @Test
    void no_slip_in_the_shipped_routes_starts_unseen() throws Exception {
        Score score = Mutants.score(SEED, COUNT, tried -> {});
        assertThat(score.those(each -> each.seen() == Seen.CRASH)).isEmpty();
        assertThat(score.those(each -> each.seen() == Seen.NOBODY))
                .extracting(each -> each.mutant().toString())
                .allMatch(slip -> UNREACHED.matcher(slip).find());
        assertThat(score.of(Seen.CHECK)).as(score.inWords()).isGreaterThan(5);
        assertThat(score.rightLines())
                .as("%s%n%s", score.inWords(), score.wrongLines())
                .isGreaterThan(75);
    }
}
