package dev.waybill.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Without a configuration everything is logged, which would be measured too, in a contestant, or fill stdout. */
final class Quiet {

    private Quiet() {}

    static void please() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.ERROR);
    }
}
