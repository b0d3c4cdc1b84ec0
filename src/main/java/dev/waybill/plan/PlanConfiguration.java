package dev.waybill.plan;

import dev.waybill.bundle.LiveBundle;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.check.CheckBundle;
import dev.waybill.operator.Audit;
import dev.waybill.sources.AllowedHeaders;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class PlanConfiguration {

    @Bean
    PlanStore planStore(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, PlanSettings settings) {
        return new PlanStore(jdbc, transaction, audit, settings.keep());
    }

    @Bean
    TestOfEvent testOfEvent(
            @Qualifier("searchJdbc") JdbcClient search,
            ApplicationContext hub,
            LiveBundle live,
            AllowedHeaders allowed) {
        return new TestOfEvent(
                new PlanEvents(search, allowed), live, new CandidateHub(hub, System::getenv).withoutSecrets());
    }

    /** Reads events on the connections of the search, away from those of the queue. */
    @Bean
    Plans plans(
            PlanStore store,
            @Qualifier("searchJdbc") JdbcClient search,
            ApplicationContext hub,
            LiveBundle live,
            AllowedHeaders allowed,
            PlanSettings settings) {
        return new Plans(
                store,
                new PlanEvents(search, allowed),
                new CandidateHub(hub, System::getenv).withoutSecrets(),
                live,
                bundle -> CheckBundle.with(hub.getEnvironment()).findings(bundle),
                settings,
                System::nanoTime);
    }
}
