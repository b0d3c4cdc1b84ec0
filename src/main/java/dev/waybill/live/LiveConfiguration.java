package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.LiveBundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.check.CheckBeforeStart;
import dev.waybill.cluster.Node;
import dev.waybill.lease.RevisionPart;
import dev.waybill.revision.CanaryPlaces;
import dev.waybill.revision.HubRevisions;
import dev.waybill.revision.Revisions;
import dev.waybill.routes.Finding;
import dev.waybill.sources.SourceNames;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoutesSettings.class)
class LiveConfiguration {

    @Bean
    LiveRoutes liveRoutes(CamelContext camel) {
        return new LiveRoutes(camel);
    }

    @Bean
    StartRoutes startRoutes(
            Bundle folder,
            RoutesSettings settings,
            Revisions revisions,
            List<RevisionPart> parts,
            LiveRoutes routes,
            RevisionState state) {
        return new StartRoutes(folder, settings.source(), revisions, parts, routes, state);
    }

    @Bean
    RevisionState revisionState(MeterRegistry metrics) {
        RevisionState state = new RevisionState();
        Gauge.builder("waybill.revision", state, now -> now.number() == null ? 0 : now.number())
                .description("The revision that this hub runs; 0 if its routes were never published")
                .register(metrics);
        Gauge.builder("waybill.revision.problem", state, now -> now.problem() == null ? 0 : 1)
                .description("1 while this hub can't run the live revision")
                .register(metrics);
        return state;
    }

    @Bean
    FollowRevision followRevision(
            Revisions revisions,
            HubRevisions hubs,
            CanaryPlaces places,
            Node node,
            LiveRoutes routes,
            LiveBundle live,
            ApplicationContext hub,
            CamelConfigurationProperties camel,
            List<RevisionPart> parts,
            Environment settings,
            RevisionState state) {
        MakeRoutes make = new MakeRoutes(hub, camel, parts, SourceNames.in(settings));
        return new FollowRevision(revisions, hubs, places, node, routes, live, make, check(hub), parts, state);
    }

    @Bean
    RunRevision runRevision(FollowRevision follow, StartRoutes start, LiveRoutes routes) {
        return new RunRevision(follow, start, routes);
    }

    @Bean
    AwaitEnds awaitEnds(RunRevision running) {
        return new AwaitEnds(running);
    }

    @Bean
    WatchFolder watchFolder(
            Environment settings,
            RoutesSettings routes,
            FollowRevision follow,
            LiveBundle live,
            ApplicationContext hub) {
        return new WatchFolder(routes.watch() ? RoutesFolder.of(settings) : null, live, check(hub), follow);
    }

    private static Function<Bundle, List<Finding>> check(ApplicationContext hub) {
        return bundle -> CheckBeforeStart.findings(
                hub.getEnvironment(), bundle, ((ConfigurableApplicationContext) hub).getBeanFactory());
    }
}
