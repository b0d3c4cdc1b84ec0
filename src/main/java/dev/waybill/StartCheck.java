package dev.waybill;

/**
 * Looks at settings that no single record knows, before anything is opened. Made by {@link CheckSettings}, long before
 * other beans, so it may ask for settings and the environment in its constructor, and for nothing else.
 */
@FunctionalInterface
public interface StartCheck {

    /** @throws BadSetting if the hub can't start with these settings */
    void check();
}
