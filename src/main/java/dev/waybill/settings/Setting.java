package dev.waybill.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.convert.DurationStyle;

/**
 * A setting as the operator wrote it, with the messages for its errors.
 *
 * @param name the name that the operator knows
 * @param value the written value; null if there was none
 */
public record Setting(String name, @Nullable String value) {

    /** The replacement for a character that Java can't read. */
    static final char SPOILT = '\uFFFD';

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    /**
     * Makes a setting. A blank value is none, as from an environment variable that isn't set; white space around it is
     * dropped.
     *
     * @throws BadSetting if the environment's encoding has spoilt it
     */
    public static Setting of(String name, @Nullable String value) {
        Setting text = new Setting(name, value == null || value.isBlank() ? null : value.strip());
        text.checkEncoding();
        return text;
    }

    /** Returns the name of a setting as the operator wrote it: an environment variable, or the property itself. */
    public static String nameOf(String property, ConfigurationProperty written) {
        return SettingFaults.name(property, written);
    }

    /**
     * Makes a setting whose value is taken as it is. Throws {@link BadSetting} if the environment's encoding has spoilt
     * it.
     */
    public static Setting secret(String name, @Nullable String value) {
        Setting secret = new Setting(name, value == null || value.isEmpty() ? null : value);
        secret.checkEncoding();
        return secret;
    }

    private void checkEncoding() {
        checkEncoding(value == null || value.indexOf(SPOILT) < 0);
    }

    void checkEncoding(boolean right) {
        check(
                right,
                "was damaged on its way in: this process doesn't read the environment as UTF-8. Start it with"
                        + " LC_ALL=C.UTF-8");
    }

    /** Checks all rules and reports all that are broken. */
    public static void hold(Runnable... rules) {
        List<BadSetting> broken = new ArrayList<>();
        for (Runnable rule : rules) {
            try {
                rule.run();
            } catch (BadSetting e) {
                broken.add(e);
            }
        }
        if (!broken.isEmpty()) {
            throw new BadSetting(
                    broken.getFirst().setting(),
                    broken.stream().map(Throwable::getMessage).distinct().collect(Collectors.joining("\n")));
        }
    }

    public boolean isSet() {
        return value != null;
    }

    /** Requires that the other setting is set if this one is. */
    public void needs(Setting other) {
        other.check(!isSet() || other.isSet(), "is missing, but %s is set: both or neither".formatted(name));
    }

    /** Requires that the other setting is not set if this one is. */
    public void excludes(Setting other) {
        check(!isSet() || !other.isSet(), "and %s are both set: keep one".formatted(other.name));
    }

    /** Requires a host's name or IPv4 address, if set. */
    public void isHost() {
        check(value == null || HOST.matcher(value).matches(), "is no host name, such as mail.example.com");
    }

    /**
     * Requires a value that the routes don't read as a placeholder again. Routes take the value as
     * <code>{{bean:…}}</code>.
     */
    public void isNoTemplate() {
        check(
                value == null || !value.contains("{{") && !value.contains("}}"),
                "must not hold {{ or }}: the routes would read it as a placeholder");
    }

    /** Requires a TCP port, if set. */
    public void isPort() {
        check(
                value == null || PORT.matcher(value).matches() && Integer.parseInt(value) <= 65_535,
                "is no port, 1 to 65535");
    }

    /** Checks an endpoint's option, for which there is no annotation. */
    public static void checkOption(String endpoint, String option, long value, long min, long max) {
        if (value < min || value > max) {
            String name = endpoint + "?" + option;
            throw new BadSetting(name, "%s=%d must be between %d and %d.".formatted(name, value, min, max));
        }
    }

    /** Checks an endpoint's option, for which there is no annotation. */
    public static void checkOption(String endpoint, String option, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            String name = endpoint + "?" + option;
            throw new BadSetting(
                    name,
                    "%s must be between %s and %s, but is %s.".formatted(name, shown(min), shown(max), shown(value)));
        }
    }

    private static String shown(Duration value) {
        return DurationStyle.SIMPLE.print(value, value.toMillis() % 1000 == 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
    }

    /** True if the value is {@code true}. The values {@code false} and unset are allowed too. */
    public boolean isYes() {
        check(value == null || "true".equals(value) || "false".equals(value), "must be true or false");
        return "true".equals(value);
    }

    /** Throws {@link BadSetting} with this setting's name and the given error, unless the value is right. */
    public void check(boolean right, String wrong) {
        if (!right) {
            throw new BadSetting(name, name + " " + wrong + ".");
        }
    }
}
