package dev.waybill.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret at its current value. The value is in a setting, or in a file that a second setting names ({@code X_FILE}
 * beside {@code X}). A secret in a file changes with it while {@link FollowFiles} looks at it. Callers ask for the
 * secret at each use and don't keep the answer.
 */
public final class LiveSecret {

    private final String setting;
    private final Supplier<byte[]> bytes;

    private LiveSecret(String setting, Supplier<byte[]> bytes) {
        this.setting = setting;
        this.bytes = bytes;
    }

    /**
     * Makes a secret of any bytes.
     *
     * @param setting the setting's name as the operator knows it
     * @param value the setting's value; null or empty for nothing
     * @param file the file that is named instead; null or blank for none
     * @return null if neither is set
     * @throws BadSetting if both are set, or the one that is set can't be used
     */
    public static @Nullable LiveSecret of(String setting, @Nullable String value, @Nullable String file) {
        return of(setting, value, file, any -> {});
    }

    /**
     * Makes a secret of text.
     *
     * @param rule the check of the first and each later text; throws {@link BadSetting} for a text that can't be used
     */
    public static @Nullable LiveSecret text(
            String setting, @Nullable String value, @Nullable String file, Consumer<Setting> rule) {
        return of(setting, value, file, found -> {
            String name = file == null || file.isBlank() ? setting : fileSetting(setting);
            Setting text = new Setting(name, decoded(name, found));
            text.check(
                    text.value() == null || text.value().chars().noneMatch(c -> c == '\n' || c == '\r' || c == 0),
                    "holds more than one line, or a NUL");
            rule.accept(text);
        });
    }

    /**
     * Makes a secret of bytes that follow a rule.
     *
     * @param rule the check of the first and each later value; throws {@link BadSetting} for one that can't be used
     */
    public static @Nullable LiveSecret of(
            String setting, @Nullable String value, @Nullable String file, Consumer<byte[]> rule) {
        Setting named = Setting.of(fileSetting(setting), file);
        Setting inline = new Setting(setting, value == null || value.isEmpty() ? null : value);
        inline.check(
                inline.value() == null || inline.value().indexOf('\uFFFD') < 0,
                "has characters that Java could not read in this locale: put the secret in a file and set "
                        + named.name());
        inline.excludes(named);
        if (named.value() != null) {
            FollowedFile<byte[]> followed =
                    FollowedFile.open(named.name(), named.value(), SecretBytes.MOST, read(named, rule));
            return new LiveSecret(setting, followed);
        }
        if (inline.value() == null) {
            return null;
        }
        byte[] bytes = inline.value().getBytes(UTF_8);
        rule.accept(bytes);
        return new LiveSecret(setting, () -> bytes);
    }

    /**
     * Returns the name of the setting for the file: {@code X_FILE} or {@code x-file}, in the style of the setting's
     * name.
     */
    public static String fileSetting(String setting) {
        return setting + (setting.contains(".") ? "-file" : "_FILE");
    }

    /** Returns the bytes themselves, not a copy, so callers must not change them. */
    public byte[] bytes() {
        return bytes.get();
    }

    public String text() {
        return new String(bytes.get(), UTF_8);
    }

    /** Returns the secret as a setting, for rules that combine it with other settings. */
    public static Setting setting(String name, @Nullable LiveSecret secret) {
        return new Setting(name, secret == null ? null : secret.text());
    }

    @Nullable
    FollowedFile<?> file() {
        return bytes instanceof FollowedFile<?> followed ? followed : null;
    }

    @Override
    public String toString() {
        return "LiveSecret[" + setting + "]";
    }

    private static Function<byte[], byte[]> read(Setting named, Consumer<byte[]> rule) {
        return content -> {
            byte[] secret = SecretBytes.of(named, content);
            rule.accept(secret);
            return secret;
        };
    }

    private static String decoded(String setting, byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadSetting(setting, setting + " names a file that is no text in UTF-8.");
        }
    }
}
