package dev.waybill.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The written lines are judged, and any other line is no evidence. */
class JournalTest {

    @TempDir
    Path directory;

    @Test
    void what_was_noted_is_read_again() throws Exception {
        Acknowledged acknowledged = new Acknowledged(12, new Mark(3, 1), "key", "OrderConfirmed", true, 44, false);
        Arrival arrival = new Arrival(13, "sftp", new Mark(3, 1), "3-1-confirmed-44.csv", true);
        try (Journal sent = new Journal(directory.resolve(Evidence.ACKNOWLEDGED));
                Journal received = new Journal(directory.resolve(Evidence.ARRIVALS))) {
            sent.add(acknowledged.line());
            received.add(arrival.line());
            // a run that is still going on has its lines on disk
            assertThat(Evidence.read(directory, Set.of(), List.of(), 0))
                    .isEqualTo(new Evidence(List.of(acknowledged), List.of(arrival), Set.of(), List.of(), 0));
        }
    }

    @Test
    void a_ledger_row_is_read_again() {
        Entry entry = new Entry(1, 2, "key", "erp", "", 0, "DELIVERED");
        assertThat(Entry.parse(entry.line())).isEqualTo(entry);
    }

    @Test
    void half_a_line_is_no_evidence() throws Exception {
        Files.writeString(directory.resolve("half.tsv"), "12\tsftp\t3-");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Journal.read(directory.resolve("half.tsv"), Arrival::parse));
        assertThatIllegalArgumentException().isThrownBy(() -> Arrival.parse("12\tsftp\t3-1\thandle\tyes"));
    }

    @Test
    void a_mark_is_found_in_what_the_receivers_see() {
        assertThat(Mark.find("Covver order 17-3 placed")).contains(new Mark(17, 3));
        assertThat(Mark.find("17-3-placed-4711.csv")).contains(new Mark(17, 3));
        assertThat(Mark.find("order 17")).isEmpty();
    }
}
