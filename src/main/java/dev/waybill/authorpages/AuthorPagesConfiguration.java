package dev.waybill.authorpages;

import dev.waybill.bundle.Bundle;
import dev.waybill.overview.OverviewCache;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuthorPagesConfiguration {

    @Bean
    RunDraft runDraft(ApplicationContext hub) {
        return new RunDraft(hub, System::nanoTime);
    }

    @Bean
    EditView editView(Bundle live, OverviewCache flow) {
        return new EditView(live, flow);
    }
}
