package dev.waybill;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;

/**
 * Ends a start that a setting of the wrong kind or size stopped, such as a port that is no number, with a sentence that
 * names it as the operator wrote it. After {@link BadSettingAnalyzer}, before Spring's own.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class UnfitSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Z0-9_]+)(:.*)?}");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (cause.getCause() instanceof BindValidationException outOfRange) {
            return new FailureAnalysis(sentences(outOfRange.getValidationErrors()), null, rootFailure);
        }
        String reason = NestedExceptionUtils.getMostSpecificCause(cause).getMessage();
        return new FailureAnalysis(
                "%s can't be read: %s.".formatted(name(cause.getName().toString(), cause.getProperty()), reason),
                null,
                rootFailure);
    }

    private static String sentences(ValidationErrors errors) {
        return errors.getAllErrors().stream()
                .map(error -> errors.getName()
                        + (error instanceof FieldError field ? "." + field.getField() : "")
                        + " "
                        + error.getDefaultMessage()
                        + ".")
                .collect(Collectors.joining(" "));
    }

    private static String name(String property, @Nullable ConfigurationProperty written) {
        if (written == null) {
            return property;
        }
        if (written.getOrigin() instanceof PropertySourceOrigin source
                && source.getOrigin() instanceof SystemEnvironmentOrigin environment) {
            return environment.getProperty();
        }
        Matcher variable = FROM_ENVIRONMENT.matcher(String.valueOf(written.getValue()));
        return variable.matches() ? variable.group(1) : property;
    }
}
