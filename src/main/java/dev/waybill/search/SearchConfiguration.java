package dev.waybill.search;

import com.zaxxer.hikari.HikariDataSource;
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
    Searches searches(@Qualifier("searchDataSource") HikariDataSource database) {
        var readOnly = new TransactionTemplate(new JdbcTransactionManager(database));
        readOnly.setReadOnly(true);
        int atOnce = database.getMaximumPoolSize() - 1;
        return new Searches(readOnly, JdbcClient.create(database), System::nanoTime, Searches.BUDGET, atOnce);
    }

    @Bean
    FillNames fillNames(@Qualifier("searchDataSource") DataSource database, NamedSources sources) {
        JdbcClient jdbc = JdbcClient.create(database);
        var step = new FillStep(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                new ProgressRows(jdbc),
                new AcceptedEvents(jdbc),
                new NameRows(jdbc),
                sources,
                BATCH);
        return new FillNames(step, System::nanoTime, Thread::sleep);
    }
}
