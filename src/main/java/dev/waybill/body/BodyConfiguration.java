package dev.waybill.body;

import dev.waybill.sources.SourceNames;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
            @Nullable String group,
            @DefaultValue("/data/id") String orderIdPointer,
            @DefaultValue("/data/orderNumber") String orderNumberPointer,
            @DefaultValue("/data/externalId") String externalIdPointer) {

        private static final Pattern POINTER = Pattern.compile("pointer:([^ ?]*)");

        Map<Named, List<String>> all() {
            return Map.of(
                    Named.GROUP, groups(),
                    Named.ORDER_ID, List.of(orderIdPointer),
                    Named.ORDER_NUMBER, List.of(orderNumberPointer),
                    Named.EXTERNAL_ID, List.of(externalIdPointer));
        }

        /** A group can be made of several places, and must be hidden if one of them is. */
        private List<String> groups() {
            return group == null
                    ? List.of(groupPointer)
                    : POINTER.matcher(group)
                            .results()
                            .map(place -> place.group(1))
                            .toList();
        }
    }

    @Bean
    ShownBodies shownBodies(MaskSettings masked, Environment environment) {
        Mask mask = masked.toMask();
        Binder settings = Binder.get(environment);
        Set<Named> hidden = SourceNames.in(environment).all().stream()
                .map(source -> settings.bindOrCreate("waybill.sources." + source, Pointers.class))
                .flatMap(pointers -> pointers.all().entrySet().stream())
                .filter(name -> name.getValue().stream().anyMatch(mask::hides))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Named.class)));
        return new ShownBodies(mask, hidden);
    }
}
