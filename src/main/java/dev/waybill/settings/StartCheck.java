package dev.waybill.settings;

import org.springframework.core.env.Environment;

/**
 * Checks settings that no single record knows, before anything is opened. {@link CheckSettings} calls each such check.
 */
@FunctionalInterface
public interface StartCheck {

    /**
     * @param settings the settings to read or to bind; no other bean exists yet
     * @throws BadSetting if the hub can't start with these settings
     */
    void check(Environment settings);
}
