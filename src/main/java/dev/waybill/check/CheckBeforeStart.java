package dev.waybill.check;

import dev.waybill.bundle.RoutesFolder;
import dev.waybill.bundle.UnreadableBundle;
import dev.waybill.lint.RouteFault;
import dev.waybill.routes.Finding;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Checks the bundle before a start opens a database or a port, with the same code as {@code bin/waybill check}. A wrong
 * bundle ends the start within a second or two, with all its mistakes.
 */
@Component
class CheckBeforeStart implements BeanFactoryPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(CheckBeforeStart.class);

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Environment settings = beans.getBean(Environment.class);
        RoutesFolder routes = RoutesFolder.of(settings);
        if (routes.folder() == null) {
            return; // a hub without routes of its own
        }
        List<Finding> findings = findings(settings, routes);
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new RouteFault(errors);
        }
        findings.forEach(each -> LOG.warn("{}", each));
    }

    private static List<Finding> findings(Environment settings, RoutesFolder routes) {
        try {
            return CheckBundle.with(settings).findings(routes.bundle());
        } catch (UnreadableBundle e) {
            return List.of(new Finding(null, 0, "", String.valueOf(e.getMessage())));
        }
    }
}
