package dev.waybill.health;

import dev.waybill.Excerpt;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Pauses a destination whose mapping is broken, on all nodes and until an operator resumes it. */
public final class PauseByHub {

    private static final Logger LOG = LoggerFactory.getLogger(PauseByHub.class);
    private static final int LONGEST_ERROR = 500;

    private final TransactionTemplate transaction;
    private final Pauses pauses;
    private final Audit audit;
    private final MeterRegistry metrics;

    public PauseByHub(TransactionTemplate transaction, JdbcClient jdbc, MeterRegistry metrics) {
        this.transaction = transaction;
        this.pauses = new Pauses(jdbc);
        this.audit = new Audit(jdbc);
        this.metrics = metrics;
    }

    /** Counts an attempt that ended with an error of the destination's mapping. */
    void counted(String destination) {
        Counter.builder("waybill.outbox.mapping.failures")
                .description("Attempts that ended by an error in the destination's own mapping")
                .tag("destination", destination)
                .register(metrics)
                .increment();
    }

    void pause(String destination, int failures, String error) {
        String brief = Excerpt.marked(error, LONGEST_ERROR);
        Command command = new Command(
                Pause.HUB,
                "%d attempts in a row failed with the same error: %s. No delivery is given up: fix the mapping, then resume."
                        .formatted(failures, brief));
        boolean paused = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean first = pauses.pause(destination, command);
            if (first) {
                audit.record(command, "pause", "destination", destination);
            }
            return first;
        }));
        if (paused) {
            Counter.builder("waybill.outbox.mapping.pauses")
                    .description("Pauses of a destination by the hub, as its mapping is broken")
                    .tag("destination", destination)
                    .register(metrics)
                    .increment();
            LOG.warn(
                    "destination={} is paused by the hub, on all nodes, until an operator resumes it: {}",
                    destination,
                    command.reason());
        }
    }
}
