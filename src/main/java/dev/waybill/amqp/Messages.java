package dev.waybill.amqp;

import dev.waybill.availability.Intake;
import dev.waybill.availability.ReaderTroubles;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.sources.Source;
import dev.waybill.sources.Sources;
import org.jspecify.annotations.Nullable;

/**
 * The intake as messages from queues find it.
 *
 * @param mostBytes the largest body of an event; a larger one is cut, and kept in quarantine
 */
record Messages(Sources sources, Quarantine quarantine, Intake intake, ReaderTroubles troubles, int mostBytes) {

    /** Returns the source that a route stores for. */
    Source source(@Nullable String name, String route) {
        Source source = name == null ? null : sources.named(name);
        if (source == null) {
            throw new IllegalArgumentException(
                    "Route %s takes messages, and sends to the inbox of %s: send to inbox:<source>, with a source of the settings"
                            .formatted(route, name == null ? "no source" : name));
        }
        if (source.isAtTheDoor()) {
            throw new IllegalArgumentException(
                    "Route %s takes messages for the source %s, whose events are signed: give messages a source with 'preset: amqp'"
                            .formatted(route, source.name()));
        }
        return source;
    }
}
