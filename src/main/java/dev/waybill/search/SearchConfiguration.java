package dev.waybill.search;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of the search, all on its own connections; one of these is left to the index builder. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    @Bean
    SearchPermits turns(
            @Qualifier("searchDataSource") HikariDataSource database,
            @Qualifier("searchJdbc") JdbcClient jdbc,
            @Qualifier("searchTransaction") TransactionTemplate transaction) {
        return new SearchPermits(transaction, jdbc, database.getMaximumPoolSize() - 1);
    }

    @Bean
    Searches searches(SearchPermits turns, @Qualifier("searchJdbc") JdbcClient jdbc) {
        return new Searches(turns, jdbc, System::nanoTime, Searches.BUDGET);
    }
}
