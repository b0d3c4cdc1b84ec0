package dev.waybill.listener;

import dev.waybill.settings.BadSetting;
import dev.waybill.sockets.ListenerCertificate;
import java.net.BindException;
import java.time.Duration;

/** Says in one sentence why the public port can't be opened, and by which setting. */
final class CannotListen {

    private CannotListen() {}

    static BadSetting because(Throwable cause, ListenerSettings settings) {
        if (cause instanceof BindException) {
            return new BadSetting(
                    "waybill.listener.port",
                    "The public port can't listen on %s:%d (%s): free the port or set WAYBILL_LISTENER_PORT."
                            .formatted(settings.host(), settings.port(), cause.getMessage()));
        }
        if (settings.tls()) {
            return ListenerCertificate.unusable(cause);
        }
        return new BadSetting(
                "waybill.listener.host",
                "The public port can't listen on waybill.listener.host %s: %s.".formatted(settings.host(), cause));
    }

    static BadSetting within(Duration within, ListenerSettings settings) {
        return new BadSetting(
                "waybill.listener.port",
                ("The public port did not open %s:%d within %d ms. No setting is wrong: the machine is too busy. Start"
                                + " the hub again.")
                        .formatted(settings.host(), settings.port(), within.toMillis()));
    }
}
