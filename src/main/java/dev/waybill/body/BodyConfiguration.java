package dev.waybill.body;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

    /**
     * The places of an event's names in a source's bodies. The packages that read these names know more of these
     * settings.
     */
    record Pointers(
            @DefaultValue("/data/id") String groupPointer,
            @DefaultValue("/data/id") String orderIdPointer,
            @DefaultValue("/data/orderNumber") String orderNumberPointer,
            @DefaultValue("/data/externalId") String externalIdPointer) {

        Map<Named, String> all() {
            return Map.of(
                    Named.GROUP, groupPointer,
                    Named.ORDER_ID, orderIdPointer,
                    Named.ORDER_NUMBER, orderNumberPointer,
                    Named.EXTERNAL_ID, externalIdPointer);
        }
    }

    @Bean
    ShownBodies shownBodies(MaskSettings masked, Environment environment) {
        Mask mask = masked.toMask();
        Binder settings = Binder.get(environment);
        Set<Named> hidden =
                settings
                        .bind("waybill.sources", Bindable.mapOf(String.class, Object.class))
                        .orElse(Map.of())
                        .keySet()
                        .stream()
                        .map(source -> settings.bindOrCreate("waybill.sources." + source, Pointers.class))
                        .flatMap(pointers -> pointers.all().entrySet().stream())
                        .filter(name -> mask.hides(name.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Named.class)));
        return new ShownBodies(mask, hidden);
    }
}
