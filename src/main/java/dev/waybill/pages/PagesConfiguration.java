package dev.waybill.pages;

import dev.waybill.access.Accounts;
import dev.waybill.inbox.Audit;
import dev.waybill.inbox.Doubt;
import dev.waybill.inbox.StuckCounts;
import dev.waybill.outbox.BlockedGroups;
import dev.waybill.outbox.DeadLetters;
import dev.waybill.outbox.Destinations;
import dev.waybill.pages.Flow.Attention;
import dev.waybill.search.SameBodies;
import dev.waybill.webhook.DoorCertificate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.CacheControl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

    /** The version is the dependency's in pom.xml. */
    private static final String HTMX = "classpath:/META-INF/resources/webjars/htmx.org/2.0.4/dist/";

    /** Above what {@link Live} takes for itself. */
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.setOrder(Ordered.HIGHEST_PRECEDENCE); // before the page for what is not there
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

    /** A page that refreshes itself holds a virtual thread, and none of Tomcat's few. */
    @Override
    public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
        configurer.setDefaultTimeout(LONGEST_STREAM.toMillis());
        configurer.setTaskExecutor(new VirtualThreadTaskExecutor("live-"));
    }

    @Bean
    Show show(Clock clock) {
        return new Show(clock);
    }

    @Bean
    Minutes minutes(DataSource database) {
        return new Minutes(JdbcClient.create(database));
    }

    @Bean
    CountMinutes countMinutes(Minutes minutes, MeterRegistry meters) {
        return new CountMinutes(minutes, meters);
    }

    @Bean
    Signatures signatures(DeadLetters dead) {
        return new Signatures(dead::signatures, System::nanoTime);
    }

    @Bean
    RouteCounts routeCounts() {
        return new RouteCounts();
    }

    @Bean
    RouteStates routeStates(CamelContext camel, RouteCounts counts) {
        return new RouteStates(camel, counts);
    }

    @Bean
    RouteCommands routeCommands(CamelContext camel, DataSource database) {
        return new RouteCommands(camel, new Audit(JdbcClient.create(database)));
    }

    @Bean
    FlowNow flowNow(
            Minutes minutes,
            Destinations destinations,
            BlockedGroups blocked,
            StuckCounts stuck,
            RouteStates routes,
            Doubt doubt,
            SameBodies sameBodies,
            DoorCertificate certificate,
            Accounts accounts,
            Clock clock,
            Environment environment,
            PageSettings settings) {
        Set<String> sources = Binder.get(environment)
                .bind("waybill.sources", Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .orElse(Set.of());
        SourceTrouble trouble = new SourceTrouble(doubt, sameBodies);
        CertificateEnds certificateEnds = new CertificateEnds(certificate::expires, clock);
        TokensEnd tokensEnd = new TokensEnd(accounts::tokens, clock);
        InPart inPart = new InPart(minutes::incomplete);
        Supplier<List<Attention>> others =
                () -> Stream.of(trouble.now(), certificateEnds.now(), tokensEnd.now(), inPart.now())
                        .flatMap(List::stream)
                        .toList();
        return new FlowNow(minutes, destinations, blocked, stuck, routes, others, sources, settings.silentAfter());
    }

    @Bean
    Live live(PageSettings settings) {
        return new Live(settings.liveViewers());
    }
}
