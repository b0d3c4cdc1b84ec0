package dev.waybill.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Turns a failed binding into sentences that name each setting as the operator wrote it. */
public final class SettingFaults {

    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Z0-9_]+)(:.*)?}");

    private SettingFaults() {}

    /** Returns the sentences of a {@link BadSetting} or a failed binding; empty for any other failure. */
    public static List<String> sentences(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadSetting bad) {
                return List.of(String.valueOf(bad.getMessage()));
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException unfit) {
                return sentences(unfit);
            }
        }
        return List.of();
    }

    static List<String> sentences(BindException unfit) {
        if (unfit.getCause() instanceof BindValidationException outOfBounds) {
            ValidationErrors errors = outOfBounds.getValidationErrors();
            return errors.getAllErrors().stream()
                    .map(error -> sentence(errors, error))
                    .sorted()
                    .toList();
        }
        String reason = NestedExceptionUtils.getMostSpecificCause(unfit).getMessage();
        return List.of(
                "%s can't be read: %s.".formatted(name(unfit.getName().toString(), unfit.getProperty()), reason));
    }

    private static String sentence(ValidationErrors errors, ObjectError error) {
        String property = errors.getName() + (error instanceof FieldError field ? "." + dashed(field.getField()) : "");
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        ConfigurationProperty written = errors.getBoundProperties().stream()
                .filter(bound -> bound.getName().equals(name))
                .findFirst()
                .orElse(null);
        return name(property, written) + " " + error.getDefaultMessage() + ".";
    }

    /** Returns the name of a component as it is written in settings. */
    static String dashed(String field) {
        return field.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Returns the setting's name as the operator wrote it. */
    static String name(String property, @Nullable ConfigurationProperty written) {
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
