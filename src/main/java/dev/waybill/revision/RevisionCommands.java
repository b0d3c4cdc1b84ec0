package dev.waybill.revision;

import dev.waybill.bundle.Bundle;
import dev.waybill.cluster.NotifySender;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.revision.LiveRevision.Canary;
import dev.waybill.revision.ProveBundle.Proof;
import dev.waybill.revision.RevisionAnswer.Absent;
import dev.waybill.revision.RevisionAnswer.Done;
import dev.waybill.revision.RevisionAnswer.Refused;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Operators' commands on revisions. Each changes the live row with its line in the audit, or does nothing. The hubs hear
 * of it after the commit.
 */
public final class RevisionCommands {

    /** The topic under which hubs hear of a change. */
    public static final String TOPIC = "revision";

    static final String SUBJECT = "revision";

    private static final String OFF =
            "Publishing is off on this hub: whoever may publish can run code in it. Set waybill.publish.enabled.";
    private static final String NO_CANARY = "No revision is being tried.";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Revisions revisions;
    private final LiveRow row;
    private final ProveBundle proof;
    private final Audit audit;
    private final NotifySender signals;
    private final boolean enabled;

    RevisionCommands(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Revisions revisions,
            ProveBundle proof,
            Audit audit,
            NotifySender signals,
            boolean enabled) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.revisions = revisions;
        this.row = new LiveRow(jdbc);
        this.proof = proof;
        this.audit = audit;
        this.signals = signals;
        this.enabled = enabled;
    }

    /**
     * Makes a bundle live, or tries it as a canary. It is checked and tested first. A bundle that was a revision before
     * keeps its number.
     *
     * @param basedOn the live revision that the author began with; null to take any
     * @param unplanned true if no plan is needed
     * @param first the number of events of each type for a canary; null to make it live at once
     * @throws IllegalArgumentException if {@code first} is out of bounds
     */
    public RevisionAnswer publish(
            Bundle bundle, @Nullable Integer basedOn, boolean unplanned, @Nullable Integer first, Command command) {
        if (!enabled) {
            return new Refused(OFF);
        }
        Publication publication = new Publication(bundle, basedOn, unplanned, first);
        String early = refusal(publication, revisions.live().orElse(null)); // before the check, which takes a while
        if (early != null) {
            return new Refused(early);
        }
        Proof proved = proof.of(bundle);
        if (proved.fault() != null) {
            return proved.fault();
        }
        String tests = proved.tests() == 0 ? "It has no tests." : "Tests passed: %d.".formatted(proved.tests());
        return change(live -> publish(publication, live, tests, command));
    }

    /** Makes an older or newer revision live. A canary ends with it. */
    public RevisionAnswer rollBack(int number, Command command) {
        return change(live -> {
            if (revisions.find(number).isEmpty()) {
                return new Absent();
            }
            if (live != null && live.number() == number && live.canary() == null) {
                return new Refused("Revision %d is live already.".formatted(number));
            }
            String ended =
                    live == null || live.canary() == null || live.canary().number() == number
                            ? ""
                            : " Revision %d is tried no more."
                                    .formatted(live.canary().number());
            return live(number, "roll-back", "Revision %d is live again.".formatted(number) + ended, command);
        });
    }

    /** Makes the canary live. */
    public RevisionAnswer goOn(Command command) {
        return change(live -> {
            if (live == null || live.canary() == null) {
                return new Refused(NO_CANARY);
            }
            int number = live.canary().number();
            return live(number, "go-on", "Revision %d is live.".formatted(number), command);
        });
    }

    /** Drops the canary; its open deliveries run through the live revision then. */
    public RevisionAnswer back(Command command) {
        return change(live -> {
            if (live == null || live.canary() == null) {
                return new Refused(NO_CANARY);
            }
            int dropped = live.canary().number();
            long change = row.live(live.number(), command);
            audit.record(command, "back", SUBJECT, dropped);
            return new Done(
                    live.number(),
                    change,
                    true,
                    "Revision %d is tried no more. Its open deliveries run through revision %d."
                            .formatted(dropped, live.number()));
        });
    }

    private RevisionAnswer publish(
            Publication publication, @Nullable LiveRevision live, String tests, Command command) {
        String refusal = refusal(publication, live);
        if (refusal != null) {
            return new Refused(refusal);
        }
        Bundle bundle = publication.bundle();
        Optional<Revision> known = revisions.withChecksum(bundle.checksum());
        int number = known.map(Revision::number)
                .orElseGet(() ->
                        row.insert(bundle, command, publication.plan(live, jdbc).orElse(null), publication.basedOn()));
        String again = known.map(RevisionCommands::knownAlready).orElse("");
        Integer first = publication.first();
        if (live == null || first == null) {
            return live(number, "publish", "Revision %d is live. %s%s".formatted(number, tests, again), command)
                    .known(known.isPresent());
        }
        long change = row.canary(live.number(), new Canary(number, first), command);
        audit.record(command, "canary", SUBJECT, number);
        return new Done(
                number,
                change,
                known.isPresent(),
                "Revision %d takes the next %d events of each type. Then end its trial: canary go-on, or canary back. %s%s"
                        .formatted(number, first, tests, again));
    }

    private Done live(int number, String verb, String sentence, Command command) {
        long change = row.live(number, command);
        audit.record(command, verb, SUBJECT, number);
        return new Done(number, change, true, sentence);
    }

    /** Runs a command under the lock of the live row, all or nothing. */
    private RevisionAnswer change(Function<@Nullable LiveRevision, RevisionAnswer> command) {
        RevisionAnswer answer = Objects.requireNonNull(
                transaction.execute(status -> command.apply(row.lock().orElse(null))));
        if (answer instanceof Done done) {
            signals.send(TOPIC, String.valueOf(done.number()));
        }
        return answer;
    }

    private @Nullable String refusal(Publication publication, @Nullable LiveRevision live) {
        return publication.refusal(
                live,
                revisions.withChecksum(publication.bundle().checksum()),
                publication.plan(live, jdbc).isPresent());
    }

    private static String knownAlready(Revision known) {
        return " This very bundle was published before, by %s at %s, and keeps its number."
                .formatted(known.publishedBy(), Publication.second(known.publishedAt()));
    }
}
