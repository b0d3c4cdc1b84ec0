package dev.waybill.kit;

import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;

/** Lets the hubs of one JVM set up their common log one after another: Spring Boot's own system is made for one hub. */
public final class LoggingInTurn extends LogbackLoggingSystem {

    private static final Object TURN = new Object();

    public LoggingInTurn(ClassLoader loader) {
        super(loader);
    }

    @Override
    public void beforeInitialize() {
        synchronized (TURN) {
            super.beforeInitialize();
        }
    }

    @Override
    public void initialize(LoggingInitializationContext context, String configuration, LogFile file) {
        synchronized (TURN) {
            super.initialize(context, configuration, file);
        }
    }

    @Override
    public void setLogLevel(String name, LogLevel level) {
        synchronized (TURN) {
            super.setLogLevel(name, level);
        }
    }

    @Override
    public void cleanUp() {
        synchronized (TURN) {
            super.cleanUp();
        }
    }
}
