package dev.waybill.body;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What of a body is not for everybody who may look.
 *
 * @param mask JSON pointers to what viewers don't see, {@code *} for any member or element
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
