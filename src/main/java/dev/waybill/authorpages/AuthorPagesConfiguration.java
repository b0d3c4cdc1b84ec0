package dev.waybill.authorpages;

import dev.waybill.bundle.Bundle;
import dev.waybill.overview.OverviewCache;
import dev.waybill.revision.RevisionCommands;
import dev.waybill.revision.Revisions;
import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuthorPagesConfiguration {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Bean
    RunDraft runDraft(ApplicationContext hub) {
        return new RunDraft(hub, LONGEST);
    }

    @Bean
    PublishedBundle publishedBundle(Revisions revisions, Bundle folder) {
        return new PublishedBundle(revisions, folder);
    }

    @Bean
    PublishDraft publishDraft(Revisions revisions, RevisionCommands commands, PublishedBundle live) {
        return new PublishDraft(revisions, commands, live);
    }

    @Bean
    EditView editView(PublishedBundle live, OverviewCache flow) {
        return new EditView(live, flow);
    }
}
