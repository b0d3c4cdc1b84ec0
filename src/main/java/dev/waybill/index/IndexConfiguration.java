package dev.waybill.index;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans that fill the index, on the one connection that no search uses. */
@Configuration(proxyBeanMethods = false)
class IndexConfiguration {

    private static final int BATCH = 1000;

    @Bean
    BuildSearchIndex fillNames(
            @Qualifier("searchJdbc") JdbcClient jdbc,
            @Qualifier("searchTransaction") TransactionTemplate transaction,
            SearchKeySettings sources,
            SameBodySettings repeated,
            MeterRegistry meters) {
        var step = new IndexStep(
                transaction,
                new IndexProgress(jdbc),
                new AcceptedEvents(jdbc),
                new SearchIndex(jdbc),
                sources,
                new MarkSameBodies(jdbc, repeated, meters),
                BATCH);
        return new BuildSearchIndex(step, System::nanoTime, Thread::sleep);
    }
}
