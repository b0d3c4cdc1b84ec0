package dev.waybill.pages;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A hub and a real browser for a class of tests, opened before its first and closed after its last. */
final class Stage implements BeforeAllCallback, AfterAllCallback {

    private final String[] settings;
    ConsoleHub hub;
    Chromium chromium;

    /** @param settings further settings of the hub */
    Stage(String... settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws IOException {
        chromium = Chromium.open();
        hub = ConsoleHub.start(settings);
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (hub != null) {
            hub.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }
}
