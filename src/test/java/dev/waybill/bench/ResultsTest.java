package dev.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final List<AcceptRun> runs = new ArrayList<>();
    private final Results results = new Results(Map.of(), runs, List.of(), List.of(), new StartUp(3.5, 301, 2, 1));

    @Test
    void a_ratio_is_between_the_medians_of_the_runs_that_count() {
        for (int rate : new int[] {900, 1000, 5000}) {
            run(Contestants.STOCK, rate, null);
        }
        run(Contestants.STOCK, 1, "3 answered 200 are not stored");
        for (int rate : new int[] {8000, 9000, 9500}) {
            run(Contestants.WAYBILL, rate, null);
        }

        Target target = target("× stock");
        assertThat(target.value()).isEqualTo(9);
        assertThat(target.mark()).isEqualTo("MISSED");
    }

    @Test
    void a_target_without_a_run_that_counts_is_void_and_not_met() {
        run(Contestants.NOOP, 10_000, null);
        run(Contestants.WAYBILL, 9000, "1 rows too many");
        assertThat(target("× noop").mark()).isEqualTo("void");
    }

    @Test
    void a_void_run_is_printed_with_its_reason() {
        run(Contestants.WAYBILL, 9000, "1 rows too many");
        assertThat(new Report(results).text()).contains("VOID waybill, 64 connections: 1 rows too many");
    }

    @Test
    void a_limit_from_above_is_met_up_to_itself() {
        assertThat(target("java -jar").mark()).isEqualTo("met");
        assertThat(target("resident").mark()).isEqualTo("MISSED");
    }

    @Test
    void the_cost_of_a_past_is_the_part_of_the_rate_that_it_takes() {
        assertThat(GrowthResults.cost(950, 1000)).isCloseTo(5, offset(1e-9));
        assertThat(GrowthResults.cost(1010, 1000)).isNegative();
    }

    private Target target(String part) {
        return results.targets().stream()
                .filter(target -> target.what().contains(part))
                .findFirst()
                .orElseThrow();
    }

    private void run(String contestant, int rate, @Nullable String voided) {
        Wrk.Result wrk = new Wrk.Result(rate, 1_000_000, 0, 0, 0, 1, 2, 3);
        runs.add(new AcceptRun(contestant, Plan.SMALL_BODY, Plan.SOME_CONNECTIONS, wrk, rate, Usage.NONE, 100, voided));
    }
}
