package dev.waybill.webhook;

import dev.waybill.BadSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a secret from a setting X, or from the file that the setting X_FILE names. */
final class ReadSecret {

    private final UnaryOperator<@Nullable String> settings;

    /** @param settings a setting's value by its name; null if it isn't set */
    ReadSecret(UnaryOperator<@Nullable String> settings) {
        this.settings = settings;
    }

    /**
     * The secret's bytes; null if neither the setting nor its file is set.
     *
     * @throws BadSetting if both are set, or the one that is set can't be used
     */
    byte @Nullable [] from(String setting) {
        String value = settings.apply(setting);
        String file = settings.apply(setting + "_FILE");
        boolean inline = value != null && !value.isEmpty();
        if (file == null || file.isEmpty()) {
            return value != null && inline ? fromText(setting, value) : null;
        }
        if (inline) {
            throw bad(setting, "%s and %s_FILE are both set: keep one of them.".formatted(setting, setting));
        }
        return fromFile(setting + "_FILE", file);
    }

    private static byte[] fromText(String setting, String value) {
        if (value.indexOf('\uFFFD') >= 0) {
            throw bad(
                    setting,
                    "%s has characters that Java could not read in this locale: put the secret in a file and set %s_FILE."
                            .formatted(setting, setting));
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] fromFile(String setting, String file) {
        byte[] secret;
        try {
            secret = withoutLineEnd(Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw bad(setting, "%s names a file that can't be read: %s.".formatted(setting, file));
        }
        if (secret.length == 0) {
            throw bad(setting, "%s names an empty file: %s.".formatted(setting, file));
        }
        return secret;
    }

    /** Editors end a file with one line end; any more is the secret's own. */
    private static byte[] withoutLineEnd(byte[] bytes) {
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
            if (end > 0 && bytes[end - 1] == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(bytes, end);
    }

    private static BadSetting bad(String setting, String sentence) {
        return new BadSetting(setting, sentence);
    }
}
