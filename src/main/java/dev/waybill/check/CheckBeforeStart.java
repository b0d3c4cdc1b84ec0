package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.bundle.UnreadableBundle;
import dev.waybill.lint.RouteFault;
import dev.waybill.routes.Finding;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
public class CheckBeforeStart implements BeanFactoryPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(CheckBeforeStart.class);

    /** The values of the setting for a hub without routes of its own. */
    private static final Set<String> NONE = Set.of("", "false");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Environment settings = beans.getBean(Environment.class);
        RoutesFolder routes = RoutesFolder.of(settings);
        if (routes.folder() == null) {
            if (!NONE.contains(settings.getProperty(RoutesFolder.SETTING, "false"))) {
                LOG.warn(
                        "The routes are checked only while they load: {} does not name one folder as"
                                + " file:routes/*.camel.yaml does.",
                        RoutesFolder.SETTING);
            }
            return;
        }
        List<Finding> findings = findings(settings, routes, beans);
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new RouteFault(errors);
        }
        findings.forEach(each -> LOG.warn("{}", each));
    }

    private static List<Finding> findings(
            Environment settings, RoutesFolder routes, ConfigurableListableBeanFactory beans) {
        try {
            return findings(settings, routes.bundle(), beans);
        } catch (UnreadableBundle e) {
            return List.of(new Finding(null, 0, "", String.valueOf(e.getMessage())));
        }
    }

    /** Returns the mistakes of a bundle that this hub is to run, with the beans that it has. */
    public static List<Finding> findings(Environment settings, Bundle bundle, ConfigurableListableBeanFactory beans) {
        return CheckBundle.with(settings, named(beans, bundle)).findings(bundle);
    }

    /** Returns the types of the hub's own beans whose names stand in a route file; none of them is made for that. */
    private static Map<String, Class<?>> named(ConfigurableListableBeanFactory beans, Bundle bundle) {
        String text = bundle.routes().stream()
                .map(path -> new String(bundle.files().get(path), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
        Map<String, Class<?>> named = new HashMap<>();
        Stream.concat(Stream.of(beans.getBeanDefinitionNames()), Stream.of(beans.getSingletonNames()))
                .filter(text::contains)
                .forEach(name -> {
                    Class<?> type = beans.getType(name, false);
                    if (type != null) {
                        named.put(name, type);
                    }
                });
        return named;
    }
}
