package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.sources.SourceNames;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Runs the lint when all routes are loaded and Camel has not begun to start: no endpoint, consumer or producer exists
 * yet. It has the lowest precedence, so that it also sees the routes that others add here.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class LintBeforeStart implements CamelContextConfiguration {

    private final SourceNames sources;

    LintBeforeStart(Environment environment) {
        this.sources = SourceNames.in(environment);
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        List<Finding> findings = RouteLint.errors((ModelCamelContext) context, sources);
        if (!findings.isEmpty()) {
            throw new RouteFault(findings);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // Required by the interface; there is nothing to do once the routes run.
    }
}
