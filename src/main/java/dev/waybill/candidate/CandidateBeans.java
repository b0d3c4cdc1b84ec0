package dev.waybill.candidate;

import dev.waybill.bundle.BundleFiles;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * The beans of a hub as a candidate's routes see them. No policy keeps a route from running: a destination without its
 * settings can be tried too. A client that adds a token would ask a server for it: so the candidate's clients add
 * nothing.
 */
final class CandidateBeans extends BeansOfContext {

    private static final RoutePolicy ALWAYS = new RoutePolicySupport() {};
    private static final HttpClientConfigurer PLAIN = client -> {};

    CandidateBeans(BeanRepository hub, BundleFiles files) {
        super(hub, files);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        return type == RoutePolicy.class ? type.cast(ALWAYS) : super.lookupByNameAndType(name, type);
    }

    @Override
    @Nullable
    Object own(@Nullable Object bean) {
        return switch (bean) {
            case HttpClientConfigurer client -> PLAIN;
            case RoutePolicy policy -> ALWAYS;
            case null, default -> super.own(bean);
        };
    }
}
