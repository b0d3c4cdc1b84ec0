package dev.waybill.index;

import com.fasterxml.jackson.core.JsonPointer;
import dev.waybill.settings.BadSetting;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code waybill.sources.<name>}: the places of an event's names in the bodies of a source.
 *
 * @param sources pointers by name of the source
 */
@Validated
@ConfigurationProperties("waybill")
record SearchKeySettings(@DefaultValue Map<String, Pointers> sources) {

    private static final Pointers NONE = new Pointers("", "", "");

    SearchKeySettings {
        sources = Map.copyOf(sources);
        sources.forEach((name, pointers) -> pointers.check("waybill.sources." + name));
    }

    /** Returns the pointers of a source; none if it is configured no longer. */
    Pointers of(String source) {
        return sources.getOrDefault(source, NONE);
    }

    /**
     * JSON pointers (RFC 6901); an empty one is none.
     *
     * @param orderIdPointer the place of the order's id
     * @param orderNumberPointer the place of the number that the shop shows to its customer
     * @param externalIdPointer the place of the id that another system gave the order
     */
    record Pointers(
            @DefaultValue("/data/id") String orderIdPointer,
            @DefaultValue("/data/orderNumber") String orderNumberPointer,
            @DefaultValue("/data/externalId") String externalIdPointer) {

        private void check(String prefix) {
            check(prefix + ".order-id-pointer", orderIdPointer);
            check(prefix + ".order-number-pointer", orderNumberPointer);
            check(prefix + ".external-id-pointer", externalIdPointer);
        }

        private static void check(String setting, String pointer) {
            try {
                JsonPointer.compile(pointer);
            } catch (IllegalArgumentException e) {
                throw new BadSetting(setting, setting + " must be a JSON pointer, such as /data/id, or empty.");
            }
        }
    }
}
