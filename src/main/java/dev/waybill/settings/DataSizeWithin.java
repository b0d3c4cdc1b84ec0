package dev.waybill.settings;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Checks {@link Within} of sizes. */
public final class DataSizeWithin implements ConstraintValidator<Within, DataSize> {

    private DataSize min = DataSize.ofBytes(0);
    private DataSize max = DataSize.ofBytes(0);

    @Override
    public void initialize(Within bounds) {
        min = DataSize.parse(bounds.min());
        max = DataSize.parse(bounds.max());
    }

    @Override
    public boolean isValid(@Nullable DataSize value, ConstraintValidatorContext context) {
        return value == null || value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }
}
