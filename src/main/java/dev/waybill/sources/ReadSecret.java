package dev.waybill.sources;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.BadSetting;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a secret from a setting X, or from the file that the setting X_FILE names. */
public final class ReadSecret {

    private final UnaryOperator<@Nullable String> settings;

    /** @param settings a function from a setting's name to its value; null if it isn't set */
    public ReadSecret(UnaryOperator<@Nullable String> settings) {
        this.settings = settings;
    }

    /**
     * Returns the secret; null if neither the setting nor its file is set.
     *
     * @param rule the check of the first and each later value
     * @throws BadSetting if both are set, or the one that is set can't be used
     */
    @Nullable
    LiveSecret from(String setting, Consumer<byte[]> rule) {
        return LiveSecret.of(setting, settings.apply(setting), settings.apply(LiveSecret.fileSetting(setting)), rule);
    }
}
