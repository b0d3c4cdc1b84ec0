package dev.waybill.settings;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Checks {@link Within} of durations. */
public final class DurationWithin implements ConstraintValidator<Within, Duration> {

    private Duration min = Duration.ZERO;
    private Duration max = Duration.ZERO;

    @Override
    public void initialize(Within bounds) {
        min = DurationStyle.SIMPLE.parse(bounds.min());
        max = DurationStyle.SIMPLE.parse(bounds.max());
    }

    @Override
    public boolean isValid(@Nullable Duration value, ConstraintValidatorContext context) {
        return value == null || value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }
}
