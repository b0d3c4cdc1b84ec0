package dev.waybill.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One client and one transaction template for each pool, made when a room asks for it. */
@Lazy
@Configuration(proxyBeanMethods = false)
public class DatabaseClients {

    @Bean
    @Primary
    JdbcClient jdbc(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    @Primary
    TransactionTemplate transaction(DataSource dataSource) {
        return transactionOn(dataSource);
    }

    @Bean
    JdbcClient intakeJdbc(@Qualifier("intakeDataSource") DataSource database) {
        return JdbcClient.create(database);
    }

    @Bean
    JdbcClient queueJdbc(@Qualifier("queueDataSource") DataSource database) {
        return JdbcClient.create(database);
    }

    @Bean
    TransactionTemplate queueTransaction(@Qualifier("queueDataSource") DataSource database) {
        return transactionOn(database);
    }

    @Bean
    JdbcClient searchJdbc(@Qualifier("searchDataSource") DataSource database) {
        return JdbcClient.create(database);
    }

    @Bean
    TransactionTemplate searchTransaction(@Qualifier("searchDataSource") DataSource database) {
        return transactionOn(database);
    }

    @Bean
    JdbcClient heartbeatJdbc(@Qualifier("heartbeatDataSource") DataSource database) {
        return JdbcClient.create(database);
    }

    private static TransactionTemplate transactionOn(DataSource database) {
        return new TransactionTemplate(new JdbcTransactionManager(database));
    }
}
