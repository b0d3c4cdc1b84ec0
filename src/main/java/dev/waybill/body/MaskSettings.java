package dev.waybill.body;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The parts of a body that are hidden from viewers.
 *
 * @param mask the JSON pointers to these parts, with {@code *} for any member or element
 */
@Validated
@ConfigurationProperties("waybill.console")
record MaskSettings(@DefaultValue List<String> mask) {

    MaskSettings {
        mask = List.copyOf(mask);
        Mask.of(mask);
    }

    Mask toMask() {
        return Mask.of(mask);
    }
}
