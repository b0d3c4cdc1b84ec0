package dev.waybill.replay;

import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One node's replay room, for the mechanism's harness: an operator's commands and the tick, at any speed. */
public final class JobDriver {

    private static final Command COMMAND = new Command("operator", "the script says so");
    private static final String PASS_TIME = """
        UPDATE replay_job SET moved_at = now() - interval '2 seconds', narrowed_at = now() - interval '2 seconds' WHERE id = (
          SELECT id FROM replay_job WHERE state = 'RUNNING' LIMIT 1 FOR UPDATE SKIP LOCKED)\
        """;

    private final JdbcClient jdbc;
    private final ReplayJobs jobs;
    private final RunJobs node;

    public JobDriver(DataSource database, List<String> destinations) {
        this.jdbc = JdbcClient.create(database);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        Map<String, Boolean> routed = destinations.stream().collect(Collectors.toMap(Function.identity(), d -> true));
        this.jobs = new ReplayJobs(
                transaction,
                jdbc,
                new PreviewJob(
                        transaction, jdbc, ReplayDriver.matching(database), () -> routed, Duration.ofSeconds(4)));
        ReplayMeters meters = new ReplayMeters(new SimpleMeterRegistry());
        this.node = new RunJobs(
                new ReplayJobStore(jdbc),
                new RunBatch(
                        transaction,
                        jdbc,
                        ReplayDriver.replayMany(database, destination -> true, destination -> {}),
                        ReplayDriver.skipMany(database, destination -> {}),
                        meters),
                meters);
    }

    /** @return whether a job about something was started */
    public boolean start(String destination, Set<String> states, int perSecond) {
        var request = new ReplayRequest(destination, null, null, null, states, destination, perSecond);
        return jobs.preview(request, COMMAND) instanceof PreviewResult.Made made
                && jobs.start(made.job().id(), COMMAND, false) instanceof CommandResult.Done
                && made.job().matched() > 0;
    }

    /** The node's work of each second, with two seconds passed for one of the jobs. */
    public void tick() {
        jdbc.sql(PASS_TIME).update();
        node.answered(jdbc.sql(node.sql()).query(String.class).list());
        node.tick();
    }
}
