package dev.waybill.search;

import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The index is filled on the one connection that no search uses. */
@Configuration(proxyBeanMethods = false)
class IndexConfiguration {

    private static final int BATCH = 1000;

    @Bean
    FillNames fillNames(
            @Qualifier("searchDataSource") DataSource database,
            NamedSources sources,
            RepeatedBodies repeated,
            MeterRegistry meters) {
        JdbcClient jdbc = JdbcClient.create(database);
        var step = new FillStep(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                new ProgressRows(jdbc),
                new AcceptedEvents(jdbc),
                new NameRows(jdbc),
                sources,
                new MarkSameBodies(jdbc, repeated, meters),
                BATCH);
        return new FillNames(step, System::nanoTime, Thread::sleep);
    }
}
