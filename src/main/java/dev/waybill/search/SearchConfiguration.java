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

    @Bean
    SearchPermits turns(@Qualifier("searchDataSource") HikariDataSource database) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return new SearchPermits(transaction, JdbcClient.create(database), database.getMaximumPoolSize() - 1);
    }

    @Bean
    Searches searches(SearchPermits turns, @Qualifier("searchDataSource") DataSource database) {
        return new Searches(turns, JdbcClient.create(database), System::nanoTime, Searches.BUDGET);
    }
}
