package dev.waybill.replay;

import dev.waybill.destination.Destinations;
import dev.waybill.destination.Destinations.Destination;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of replay jobs: commands and counts use the general connections, the work uses the queue's. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    /** A limit below the general connections' own timeout. */
    private static final Duration COUNTING = Duration.ofSeconds(20);

    @Bean
    ReplayJobs replayJobs(
            JdbcClient jdbc, TransactionTemplate transaction, MatchPreview matching, Destinations destinations) {
        return new ReplayJobs(
                transaction, jdbc, new PreviewJob(transaction, jdbc, matching, () -> routed(destinations), COUNTING));
    }

    @Bean
    RunJobs runJobs(
            @Qualifier("queueJdbc") JdbcClient jdbc,
            @Qualifier("queueTransaction") TransactionTemplate transaction,
            BulkReplay replayMany,
            BulkSkip skipMany,
            MeterRegistry registry) {
        ReplayMeters meters = new ReplayMeters(registry);
        return new RunJobs(
                new ReplayJobStore(jdbc), new RunBatch(transaction, jdbc, replayMany, skipMany, meters), meters);
    }

    private static Map<String, Boolean> routed(Destinations destinations) {
        return destinations.all().stream().collect(Collectors.toMap(Destination::name, Destination::routed));
    }
}
