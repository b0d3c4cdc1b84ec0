package dev.waybill.lint;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Runs the lint when all routes are loaded and Camel has not begun to start: no endpoint, consumer or producer exists
 * yet. The last of its kind, so that it also sees the routes that others add here.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class LintBeforeStart implements CamelContextConfiguration {

    @Override
    public void beforeApplicationStart(CamelContext context) {
        List<Finding> findings = RouteLint.check((ModelCamelContext) context);
        if (!findings.isEmpty()) {
            throw new RouteFault(findings);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // The interface wants it; there is nothing to do once the routes run.
    }
}
