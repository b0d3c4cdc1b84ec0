package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.BundleFiles;
import dev.waybill.bundle.FilesBesideBundle;
import dev.waybill.bundle.NoRemoteFiles;
import dev.waybill.bundle.RouteStart;
import dev.waybill.candidate.BeansOfContext;
import dev.waybill.lease.RevisionPart;
import dev.waybill.lint.RouteLint;
import dev.waybill.routes.Finding;
import dev.waybill.sources.SourceNames;
import java.util.List;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesParser;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.DefaultConfigurationConfigurer;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.springframework.context.ApplicationContext;

/**
 * Makes the routes of a bundle beside those that run, with the hub's settings, beans and systems outside. They are ready,
 * and take no work: consumers of queues stand by, and all others are not started.
 */
final class MakeRoutes {

    private final ApplicationContext hub;
    private final CamelConfigurationProperties settings;
    private final List<RevisionPart> parts;
    private final SourceNames sources;

    /** @param sources the configured sources, each of which needs a route */
    MakeRoutes(
            ApplicationContext hub,
            CamelConfigurationProperties settings,
            List<RevisionPart> parts,
            SourceNames sources) {
        this.hub = hub;
        this.settings = settings;
        this.parts = List.copyOf(parts);
        this.sources = sources;
    }

    /**
     * Makes them.
     *
     * @param name the name of the context, in logs
     * @throws RoutesNotMade if Camel can't make one of them, or a rule forbids one
     */
    RevisionRoutes of(Bundle bundle, String name) {
        BundleFiles files = new BundleFiles(bundle);
        var beans = new BeansOfContext(new ApplicationContextBeanRepository(hub), files);
        DefaultCamelContext camel = new DefaultCamelContext(new DefaultRegistry(beans));
        files.setCamelContext(camel);
        boolean made = false;
        try {
            prepare(camel, name);
            FilesBesideBundle.bind(camel, bundle, true);
            NoRemoteFiles.bind(camel);
            PluginHelper.getRoutesLoader(camel) // all at once, since a file may name the templates of another
                    .loadRoutes(bundle.routes().stream()
                            .map(path -> BundleFiles.resource(bundle, path))
                            .toList());
            List<Finding> findings = RouteLint.errors(camel, sources);
            if (!findings.isEmpty()) {
                throw new RoutesNotMade(findings.getFirst().toString(), null);
            }
            camel.getRouteDefinitions().stream()
                    .filter(route -> RouteStart.isOutside(uri(route)) && !RouteStart.standsBy(uri(route)))
                    .forEach(route -> route.autoStartup(false));
            camel.start();
            RevisionRoutes routes = new RevisionRoutes(camel, bundle, false);
            made = true;
            return routes;
        } catch (RoutesNotMade e) {
            throw e;
        } catch (Exception e) { // Camel declares it, and a component may throw anything
            throw RoutesNotMade.because(e);
        } finally {
            if (!made) {
                camel.stop();
            }
        }
    }

    private void prepare(DefaultCamelContext camel, String name) throws Exception {
        camel.disableJMX();
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
        camel.build();
        PropertiesComponent properties = new PropertiesComponent();
        properties.setPropertiesParser(hub.getBean(PropertiesParser.class));
        // a parameter of a template is never a variable of the environment: {{path}} would be PATH
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        camel.setPropertiesComponent(properties);
        DefaultConfigurationConfigurer.configure(camel, settings.getMain());
        DefaultConfigurationConfigurer.afterConfigure(camel);
        DefaultConfigurationConfigurer.afterPropertiesSet(camel);
        camel.getCamelContextExtension().setName(name);
        parts.forEach(part -> part.addTo(camel));
    }

    private static String uri(RouteDefinition route) {
        return route.getInput().getEndpointUri();
    }
}
