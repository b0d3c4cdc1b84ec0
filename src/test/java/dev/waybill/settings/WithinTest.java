package dev.waybill.settings;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class WithinTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @Test
    void both_ends_are_within() {
        assertThat(VALIDATOR.validate(new Pot(Duration.ofMillis(100), DataSize.ofKilobytes(1))))
                .isEmpty();
        assertThat(VALIDATOR.validate(new Pot(Duration.ofHours(1), DataSize.ofMegabytes(1))))
                .isEmpty();
        assertThat(VALIDATOR.validate(new Pot(null, null))).isEmpty();
    }

    @Test
    void beyond_either_end_is_told_with_both() {
        assertThat(VALIDATOR.validate(new Pot(Duration.ofMillis(99), DataSize.ofBytes(1023))))
                .extracting(ConstraintViolation::getMessage)
                .containsExactlyInAnyOrder("must be between 100ms and 1h", "must be between 1KB and 1MB");
        assertThat(VALIDATOR.validate(new Pot(Duration.ofHours(2), DataSize.ofMegabytes(2))))
                .hasSize(2);
    }

    private record Pot(
            @Within(min = "100ms", max = "1h") @Nullable Duration steep,
            @Within(min = "1KB", max = "1MB") @Nullable DataSize size) {}
}
