package dev.waybill.replay;

import dev.waybill.inbox.BodyLock;
import dev.waybill.outbox.Lane;
import dev.waybill.outbox.Lanes;
import dev.waybill.replay.DeliveryFilter.Bounds;
import dev.waybill.replay.MatchPages.Match;
import dev.waybill.replay.MatchPages.Page;
import dev.waybill.replay.MatchPages.ReplayCursor;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Replays the deliveries that a filter matches, a batch in each of the caller's transactions. The target's lanes are
 * locked first, then the deliveries are read again, and the second read decides.
 */
public final class BulkReplay {

    private final MatchPages next;
    private final Lanes lanes;
    private final BodyLock bodies;
    private final ReplayStatements rows;
    private final Predicate<String> ordered;
    private final Consumer<String> wake;

    /**
     * @param ordered the test for a destination whose deliveries routing keeps in order per message group
     * @param wake the callback for the target after the commit
     */
    BulkReplay(JdbcClient jdbc, Predicate<String> ordered, Consumer<String> wake) {
        this.next = new MatchPages(jdbc);
        this.lanes = new Lanes(jdbc);
        this.bodies = new BodyLock(jdbc);
        this.rows = new ReplayStatements(jdbc);
        this.ordered = ordered;
        this.wake = wake;
    }

    /**
     * The results of a batch.
     *
     * @param replayed the number due again or newly created
     * @param waiting the number left alone: the target has a waiting one already, or one created since the filter was
     *     frozen
     * @param gone the number left alone because the event's body is deleted
     * @param inFlight the number left alone because they are being handed over
     */
    public record Counts(int replayed, int waiting, int gone, int inFlight) {

        public int total() {
            return replayed + waiting + gone + inFlight;
        }
    }

    /** @param last true if the filter matches nothing after {@code reached} */
    public record Step(Counts counts, ReplayCursor reached, boolean last) {}

    /**
     * Replays the next matching deliveries to the target, oldest event first.
     *
     * @param most the limit of deliveries, 1 to 1000
     */
    public Step step(DeliveryFilter filter, Bounds bounds, String target, ReplayCursor after, int most) {
        Page page = next.after(after, filter, bounds, most);
        Counts counts = page.matches().isEmpty() ? new Counts(0, 0, 0, 0) : replay(filter, bounds, target, page);
        return new Step(counts, page.reached(), page.last());
    }

    /** Locks the target's lanes until the end of the transaction. */
    private Counts replay(DeliveryFilter filter, Bounds bounds, String target, Page page) {
        boolean elsewhere = !target.equals(filter.destination());
        List<Match> matches = elsewhere ? inLanesOf(target, page.matches()) : page.matches();
        List<String> opened = matches.stream().map(Match::lane).distinct().toList();
        lanes.open(opened.stream().map(lane -> target).toList(), opened);

        Sorted sorted = sort(matches, filter, elsewhere);
        List<Long> rearmed = sorted.rearm().stream().map(Match::id).toList();
        rows.rearm(rearmed);
        Set<Long> ours = new HashSet<>(rearmed);
        Counts made = make(sorted.make(), bounds, target, ours);

        rows.dueNow(target, opened, ours);
        lanes.closeEmpty(target, opened);
        afterCommit(() -> wake.accept(target));
        return new Counts(rearmed.size() + made.replayed(), made.waiting(), made.gone(), sorted.inFlight());
    }

    /** The action for each match; a match that was settled between the two reads is left out. */
    private record Sorted(List<Match> rearm, List<Match> make, int inFlight) {}

    private Sorted sort(List<Match> matches, DeliveryFilter filter, boolean elsewhere) {
        Map<Long, ReplayStatements.Found> found = rows
                .find(matches.stream().map(Match::id).toList())
                .stream()
                .filter(row -> filter.states().contains(row.state()))
                .collect(Collectors.toMap(ReplayStatements.Found::id, Function.identity()));
        List<Match> rearm = new ArrayList<>();
        List<Match> make = new ArrayList<>();
        int inFlight = 0;
        for (Match match : matches) {
            switch (found.get(match.id())) {
                case null -> {}
                case ReplayStatements.Found row when row.inFlight() -> inFlight++;
                case ReplayStatements.Found row when elsewhere || !row.open() -> make.add(match);
                case ReplayStatements.Found row -> rearm.add(match);
            }
        }
        return new Sorted(rearm, make, inFlight);
    }

    /** @param made the set that takes the new deliveries */
    private Counts make(List<Match> matches, Bounds bounds, String target, Set<Long> made) {
        if (matches.isEmpty()) {
            return new Counts(0, 0, 0, 0);
        }
        Set<Long> kept =
                bodies.hold(matches.stream().map(Match::event).distinct().toList());
        record Place(long event, String part) {}
        Set<Place> places = new HashSet<>();
        List<Match> wanted = matches.stream()
                .filter(match -> kept.contains(match.event()))
                .filter(match -> places.add(new Place(match.event(), match.part())))
                .toList();
        int gone = (int)
                matches.stream().filter(match -> !kept.contains(match.event())).count();
        List<Long> ids = rows.make(target, bounds.upTo(), wanted);
        made.addAll(ids);
        return new Counts(ids.size(), matches.size() - gone - ids.size(), gone, 0);
    }

    /** Returns the matches with the lanes in which routing would put them. */
    private List<Match> inLanesOf(String target, List<Match> matches) {
        boolean keepsOrder = ordered.test(target);
        return matches.stream()
                .map(match -> new Match(
                        match.id(),
                        match.event(),
                        Lane.of(
                                new RoutedEvent(match.event(), match.source(), match.group(), List.of(), null),
                                new Line(target, match.part(), keepsOrder)),
                        match.part(),
                        match.source(),
                        match.group()))
                .toList();
    }

    static void afterCommit(Runnable then) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                then.run();
            }
        });
    }
}
