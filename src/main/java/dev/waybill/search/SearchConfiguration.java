package dev.waybill.search;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.inbox.AuditLog;
import dev.waybill.inbox.EventLog;
import dev.waybill.node.Node;
import dev.waybill.outbox.Destinations;
import dev.waybill.outbox.LaneLog;
import dev.waybill.outbox.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All of it on the search's own connections; one of them is left to what fills {@code search_event}. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    private static final int BATCH = 1000;

    @Bean
    Turns turns(@Qualifier("searchDataSource") HikariDataSource database) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return new Turns(transaction, JdbcClient.create(database), database.getMaximumPoolSize() - 1);
    }

    @Bean
    Searches searches(Turns turns, @Qualifier("searchDataSource") DataSource database) {
        return new Searches(turns, JdbcClient.create(database), System::nanoTime, Searches.BUDGET);
    }

    @Bean
    Orders orders(
            Turns turns,
            @Qualifier("searchDataSource") DataSource database,
            EventLog events,
            LaneLog lanes,
            Destinations destinations) {
        return new Orders(turns, JdbcClient.create(database), events, lanes, destinations);
    }

    @Bean
    Stories stories(EventLog events, Ledger ledger, AuditLog audit, SameBodies sameBodies, DataSource database) {
        return new Stories(events, ledger, audit, new NodeRoutes(JdbcClient.create(database)), sameBodies);
    }

    @Bean
    SameBodies sameBodies(DataSource database) {
        return new SameBodies(JdbcClient.create(database));
    }

    @Bean
    RecordRoutes recordRoutes(Node node, @Qualifier("searchDataSource") DataSource database) {
        return new RecordRoutes(node, new NodeRoutes(JdbcClient.create(database)));
    }

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
