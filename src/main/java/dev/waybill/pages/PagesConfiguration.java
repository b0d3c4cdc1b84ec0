package dev.waybill.pages;

import dev.waybill.accounts.Accounts;
import dev.waybill.availability.ReaderTroubles;
import dev.waybill.destination.Destinations;
import dev.waybill.history.BlockedGroups;
import dev.waybill.history.DeadLetters;
import dev.waybill.history.SameBodies;
import dev.waybill.live.LiveRoutes;
import dev.waybill.operator.Audit;
import dev.waybill.overview.CertificateExpiry;
import dev.waybill.overview.CountMinutes;
import dev.waybill.overview.Format;
import dev.waybill.overview.IncompleteDeliveries;
import dev.waybill.overview.MinuteCounts;
import dev.waybill.overview.Overview.Attention;
import dev.waybill.overview.OverviewCache;
import dev.waybill.overview.PageSettings;
import dev.waybill.overview.RevisionAlerts;
import dev.waybill.overview.RouteCounts;
import dev.waybill.overview.RouteStates;
import dev.waybill.overview.SourceAlerts;
import dev.waybill.overview.TokenAlerts;
import dev.waybill.revision.HubRevisions;
import dev.waybill.routing.StuckCounts;
import dev.waybill.sockets.ListenerCertificate;
import dev.waybill.sources.Source;
import dev.waybill.sources.SourceDoubt;
import dev.waybill.sources.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.CacheControl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

    /** The version is that of the dependency in pom.xml. */
    private static final String HTMX = "classpath:/META-INF/resources/webjars/htmx.org/2.0.4/dist/";

    /** The timeout of a stream, above the longest time of {@link PageEvents}. */
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.setOrder(Ordered.HIGHEST_PRECEDENCE); // before the page that answers unknown paths
        registry.addResourceHandler("/console/assets/lib/*")
                .addResourceLocations(HTMX)
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/console/assets/*")
                .addResourceLocations("classpath:/console/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/console");
        registry.addRedirectViewController("/console/", "/console");
    }

    /** Gives each stream to a page a virtual thread, so that it takes none of Tomcat's few threads. */
    @Override
    public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
        configurer.setDefaultTimeout(LONGEST_STREAM.toMillis());
        configurer.setTaskExecutor(new VirtualThreadTaskExecutor("live-"));
    }

    @Bean
    Format show(Clock clock) {
        return new Format(clock);
    }

    @Bean
    MinuteCounts minutes(JdbcClient jdbc) {
        return new MinuteCounts(jdbc);
    }

    @Bean
    CountMinutes countMinutes(MinuteCounts minutes, MeterRegistry meters) {
        return new CountMinutes(minutes, meters);
    }

    @Bean
    ErrorGroups signatures(DeadLetters dead) {
        return new ErrorGroups(dead::signatures, System::nanoTime);
    }

    @Bean
    RouteCounts routeCounts() {
        return new RouteCounts();
    }

    @Bean
    RouteStates routeStates(LiveRoutes routes, RouteCounts counts) {
        return new RouteStates(routes, counts);
    }

    @Bean
    RouteCommands routeCommands(LiveRoutes routes, Audit audit) {
        return new RouteCommands(routes, audit);
    }

    @Bean
    OverviewCache flowNow(
            MinuteCounts minutes,
            Destinations destinations,
            BlockedGroups blocked,
            StuckCounts stuck,
            RouteStates routes,
            SourceDoubt doubt,
            SameBodies sameBodies,
            ReaderTroubles readers,
            ListenerCertificate certificate,
            Accounts accounts,
            HubRevisions hubs,
            Clock clock,
            Sources sources,
            PageSettings settings) {
        Map<String, Boolean> signed = sources.all().stream()
                .collect(Collectors.toMap(
                        Source::name, source -> source.scheme().algorithm().signs()));
        SourceAlerts trouble = new SourceAlerts(doubt, sameBodies, readers);
        CertificateExpiry certificateEnds = new CertificateExpiry(certificate::expires, clock);
        TokenAlerts tokensEnd = new TokenAlerts(accounts::tokens, clock);
        RevisionAlerts behind = new RevisionAlerts(hubs::all);
        IncompleteDeliveries inPart = new IncompleteDeliveries(minutes::incomplete);
        Supplier<List<Attention>> others =
                () -> Stream.of(trouble.now(), behind.now(), certificateEnds.now(), tokensEnd.now(), inPart.now())
                        .flatMap(List::stream)
                        .toList();
        return new OverviewCache(minutes, destinations, blocked, stuck, routes, others, signed, settings.silentAfter());
    }

    @Bean
    PageEvents live(PageSettings settings) {
        return new PageEvents(settings.liveViewers());
    }
}
