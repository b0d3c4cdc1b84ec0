package dev.waybill.settings;

import org.springframework.core.env.Environment;

/** Looks at settings that no single record knows, before anything is opened: {@link CheckSettings} asks each. */
@FunctionalInterface
public interface StartCheck {

    /**
     * @param settings to read or to bind what is needed from; no other bean exists yet
     * @throws BadSetting if the hub can't start with these settings
     */
    void check(Environment settings);
}
