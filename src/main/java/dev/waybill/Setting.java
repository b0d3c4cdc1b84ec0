package dev.waybill;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting as the operator wrote it, with the sentences for what is wrong with it.
 *
 * @param name how the operator knows it
 * @param value what was written; null if nothing was
 */
public record Setting(String name, @Nullable String value) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    /** A blank value is none, as from an environment variable that isn't set; white space around it is dropped. */
    public static Setting of(String name, @Nullable String value) {
        return new Setting(name, value == null || value.isBlank() ? null : value.strip());
    }

    /** Taken as it is; {@link BadSetting} if the environment's encoding has spoilt it. */
    public static Setting secret(String name, @Nullable String value) {
        Setting secret = new Setting(name, value == null || value.isEmpty() ? null : value);
        secret.check(
                secret.value == null || secret.value.indexOf('\uFFFD') < 0,
                "was spoilt on its way in: this process doesn't read the environment as UTF-8. Start it with"
                        + " LC_ALL=C.UTF-8");
        return secret;
    }

    public boolean isSet() {
        return value != null;
    }

    /** Whoever sets this must set the other too. */
    public void needs(Setting other) {
        other.check(!isSet() || other.isSet(), "is missing, but %s is set: both or neither".formatted(name));
    }

    /** Whoever sets this must not set the other. */
    public void excludes(Setting other) {
        check(!isSet() || !other.isSet(), "and %s are both set: keep one".formatted(other.name));
    }

    /** A host's name or IPv4 address, if set. */
    public void isHost() {
        check(value == null || HOST.matcher(value).matches(), "is no host name, such as mail.example.com");
    }

    /** A TCP port, if set. */
    public void isPort() {
        check(
                value == null || PORT.matcher(value).matches() && Integer.parseInt(value) <= 65_535,
                "is no port, 1 to 65535");
    }

    /** Whether it is {@code true}; it may be {@code false} or unset too. */
    public boolean isYes() {
        check(value == null || "true".equals(value) || "false".equals(value), "must be true or false");
        return "true".equals(value);
    }

    /** {@link BadSetting} with this setting's name and what is wrong with it, unless it is right. */
    public void check(boolean right, String wrong) {
        if (!right) {
            throw new BadSetting(name, name + " " + wrong + ".");
        }
    }
}
