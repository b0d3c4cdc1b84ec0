package dev.waybill.kit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every wait of a test thirty seconds: a machine at its limit is late, and not wrong. A wait fails by its own
 * condition alone: the thread that threw something may be another test's.
 */
public final class Patience implements BeforeAllCallback {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext test) {
        Awaitility.setDefaultTimeout(LONGEST);
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
