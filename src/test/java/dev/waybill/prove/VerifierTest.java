package dev.waybill.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The judge itself: each kind of fault, fed to it in a run that was sound before, is found, and nothing else is. */
class VerifierTest {

    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Entry> ledger = new ArrayList<>();
    private final Set<String> lostByTheInbox = new HashSet<>();
    private long fenced;

    VerifierTest() {
        accepted("1-0", "OrderPlaced", "erp", "email", "sftp");
        accepted("1-1", "OrderConfirmed", "erp", "sftp");
        accepted("2-0", "ProductCreated", "erp");
    }

    @Test
    void a_sound_run_is_proven() {
        Findings findings = verify();
        assertThat(findings.proven()).isTrue();
        assertThat(findings.line())
                .isEqualTo("acknowledged 3 / delivered 6 / lost 0 / out of order 0 / second effects 0"
                        + " / duplicate attempts 0 / stale settles fenced 0");
    }

    @Test
    void an_empty_run_proves_nothing_and_blames_nobody() {
        Findings findings = Verifier.verify(new Evidence(List.of(), List.of(), Set.of(), List.of(), 0));
        assertThat(findings.acknowledged()).isZero();
        assertThat(findings.proven()).isTrue();
    }

    @Test
    void a_loss_at_a_receiver_is_found() {
        arrivals.removeIf(is("erp", "1-1"));
        assertThat(verify().lost()).singleElement().asString().contains("never reached erp", "1-1");
        assertThat(verify().proven()).isFalse();
    }

    @Test
    void a_missing_mail_is_found() {
        arrivals.removeIf(is("email", "1-0"));
        assertThat(verify().lost()).singleElement().asString().contains("never reached email");
    }

    @Test
    void an_acknowledged_event_that_is_not_stored_is_found() {
        lostByTheInbox.add("key-2-0");
        assertThat(verify().lost()).singleElement().asString().contains("not in the inbox", "key-2-0");
    }

    @Test
    void a_delivery_that_routing_never_made_is_found_even_if_something_arrived() {
        ledger.removeIf(
                entry -> entry.destination().equals("sftp") && entry.key().equals("key-1-1"));
        assertThat(verify().lost()).singleElement().asString().contains("no delivery to sftp was made");
    }

    @Test
    void a_delivery_that_is_left_open_is_found() {
        ledger.set(0, new Entry(1, 1, "key-1-0", "erp", "", 0, "DEAD"));
        assertThat(verify().lost()).singleElement().asString().contains("left DEAD");
    }

    @Test
    void a_ledger_that_says_delivered_where_nothing_arrived_is_found() {
        ledger.add(new Entry(99, 3, "key-2-0", "email", "", 0, "DELIVERED"));
        assertThat(verify().lost()).singleElement().asString().contains("says the ledger, and nothing arrived");
    }

    @Test
    void a_swap_is_found() {
        Collections.swap(arrivals, index("sftp", "1-0"), index("sftp", "1-1"));
        Findings findings = verify();
        assertThat(findings.outOfOrder()).singleElement().asString().contains("1-1", "1-0");
        assertThat(findings.lost()).isEmpty();
        assertThat(findings.secondEffects()).isEmpty();
    }

    @Test
    void destinations_and_orders_have_no_order_between_them() {
        arrivals.sort(Comparator.comparing(Arrival::destination).reversed());
        Collections.swap(arrivals, index("erp", "1-0"), index("erp", "2-0"));
        Collections.swap(arrivals, index("erp", "1-0"), index("erp", "1-1"));
        assertThat(verify().proven()).isTrue();
    }

    @Test
    void a_late_repetition_of_an_earlier_one_is_a_duplicate_attempt_and_in_order() {
        arrivals.add(arrived("sftp", "1-0", "sftp-1-0", true));
        arrivals.add(arrived("email", "1-0", "email-1-0", true));
        arrivals.add(arrived("erp", "1-0", "erp-1-0", false));
        Findings findings = verify();
        assertThat(findings.proven()).isTrue();
        assertThat(findings.duplicateAttempts()).isEqualTo(3);
        assertThat(findings.delivered()).isEqualTo(6);
    }

    @Test
    void a_key_that_the_erp_executed_twice_is_found() {
        arrivals.add(arrived("erp", "1-0", "erp-1-0", true));
        assertThat(verify().secondEffects()).singleElement().asString().contains("executed twice");
    }

    @Test
    void a_second_key_for_one_delivery_is_found_at_every_receiver() {
        for (String destination : List.of("erp", "email", "sftp")) {
            arrivals.add(arrived(destination, "1-0", "another", !destination.equals("erp")));
        }
        assertThat(verify().secondEffects()).hasSize(3).allMatch(fault -> fault.contains("under several keys"));
    }

    @Test
    void one_key_for_two_events_is_found() {
        arrivals.set(index("erp", "2-0"), arrived("erp", "2-0", "erp-1-0", true));
        assertThat(verify().secondEffects()).singleElement().asString().contains("one key for two");
    }

    @Test
    void what_nobody_owed_is_found() {
        arrivals.add(arrived("email", "2-0", "email-2-0", true));
        arrivals.add(arrived("erp", "7-0", "erp-7-0", true));
        assertThat(verify().secondEffects()).hasSize(2).allMatch(fault -> fault.contains("nobody owed it"));
    }

    @Test
    void an_event_that_was_taken_twice_is_found() {
        Acknowledged first = acknowledged.getFirst();
        acknowledged.add(new Acknowledged(9, first.mark(), first.key(), first.type(), first.lines(), 77, false));
        assertThat(verify().secondEffects()).singleElement().asString().contains("answered as event 1 and as 77");
    }

    @Test
    void a_delivery_that_was_made_twice_is_found() {
        ledger.add(new Entry(99, 1, "key-1-0", "erp", "", 1, "DELIVERED"));
        assertThat(verify().secondEffects()).singleElement().asString().contains("made twice");
    }

    @Test
    void a_re_send_that_was_answered_as_the_same_event_is_no_fault() {
        Acknowledged first = acknowledged.getFirst();
        acknowledged.add(new Acknowledged(9, first.mark(), first.key(), first.type(), first.lines(), 1, true));
        assertThat(verify().proven()).isTrue();
        assertThat(verify().acknowledged()).isEqualTo(3);
    }

    @Test
    void fenced_settles_are_counted() {
        fenced = 4;
        assertThat(verify().line()).endsWith("stale settles fenced 4");
    }

    private void accepted(String mark, String type, String... destinations) {
        long event = acknowledged.size() + 1;
        String key = "key-" + mark;
        acknowledged.add(new Acknowledged(event, Mark.parse(mark), key, type, true, event, false));
        for (String destination : destinations) {
            arrivals.add(arrived(destination, mark, destination + "-" + mark, true));
            ledger.add(new Entry(ledger.size() + 1, event, key, destination, "", 0, "DELIVERED"));
        }
    }

    private Findings verify() {
        Set<String> inbox = acknowledged.stream().map(Acknowledged::key).collect(Collectors.toSet());
        inbox.removeAll(lostByTheInbox);
        return Verifier.verify(new Evidence(acknowledged, arrivals, inbox, ledger, fenced));
    }

    private int index(String destination, String mark) {
        for (int i = 0; i < arrivals.size(); i++) {
            if (is(destination, mark).test(arrivals.get(i))) {
                return i;
            }
        }
        throw new AssertionError(destination + " " + mark);
    }

    private static Predicate<Arrival> is(String destination, String mark) {
        return arrival ->
                arrival.destination().equals(destination) && arrival.mark().equals(Mark.parse(mark));
    }

    private static Arrival arrived(String destination, String mark, String handle, boolean executed) {
        return new Arrival(0, destination, Mark.parse(mark), handle, executed);
    }
}
