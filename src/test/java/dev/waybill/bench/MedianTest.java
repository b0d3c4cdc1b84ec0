package dev.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void one_disturbed_run_moves_it_no_further_than_the_next() {
        assertThat(Median.of(List.of(100.0, 3.0, 102.0))).isEqualTo(100);
    }

    @Test
    void of_an_even_number_it_is_the_mean_of_the_two_in_the_middle() {
        assertThat(Median.of(List.of(4.0, 1.0, 3.0, 1000.0))).isEqualTo(3.5);
    }

    @Test
    void of_nothing_it_is_not_a_number_and_so_neither_met_nor_missed() {
        double nothing = Median.of(List.of());
        assertThat(nothing).isNaN();
        assertThat(Target.atMost("what", nothing, 1, "s").mark()).isEqualTo("void");
        assertThat(Columns.figure(nothing)).isEqualTo("void");
    }
}
