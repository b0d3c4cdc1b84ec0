package dev.waybill.buffer;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import dev.waybill.sources.BufferSettings;
import dev.waybill.sources.BufferSettings.Buffer;
import dev.waybill.sources.SameBody;
import dev.waybill.sources.SignatureScheme.Algorithm;
import dev.waybill.sources.SourceSettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Checks that each buffer has a connection that can be used, and a source that can be buffered. */
@Component
class CheckBuffers implements StartCheck {

    @Override
    public void check(Environment settings) {
        BufferSettings buffers;
        SourceSettings sources;
        try {
            buffers = Binder.get(settings).bindOrCreate("waybill", BufferSettings.class);
            sources = Binder.get(settings).bindOrCreate("waybill", SourceSettings.class);
        } catch (BindException toldAlready) {
            return;
        }
        if (buffers.all().isEmpty()) {
            return;
        }
        List<ConnectionSettings> known =
                NamedConnections.of(settings, Kind.KAFKA).toList();
        Setting.hold(buffers.all().entrySet().stream()
                .flatMap(each -> {
                    String at = BufferSettings.at(each.getKey());
                    SourceSettings.One source = sources.sources().get(each.getKey());
                    return Stream.<Runnable>of(
                            () -> checkConnection(at, each.getValue(), known),
                            () -> checkSource(
                                    at,
                                    source,
                                    Binder.get(settings)
                                            .bind("waybill.sources.%s.items.at".formatted(each.getKey()), String.class)
                                            .orElse("")));
                })
                .toArray(Runnable[]::new));
    }

    private static void checkConnection(String at, Buffer buffer, List<ConnectionSettings> known) {
        String names = known.stream().map(ConnectionSettings::name).collect(Collectors.joining(", "));
        Setting written = new Setting(at + ".connection", buffer.connection());
        ConnectionSettings connection = known.stream()
                .filter(each -> each.name().equals(buffer.connection()))
                .findFirst()
                .orElse(null);
        written.check(
                connection != null,
                "is '%s', which is no connection of the kind kafka%s"
                        .formatted(buffer.connection(), names.isEmpty() ? "; there is none" : ": use one of " + names));
        if (connection != null) {
            written.check(
                    connection.option("brokers").isSet(),
                    "is '%s', which has no brokers: set %s"
                            .formatted(buffer.connection(), connection.called("brokers")));
        }
    }

    private static void checkSource(String at, SourceSettings.@Nullable One source, String items) {
        Setting buffer = new Setting(at, null);
        buffer.check(source != null, "is set for a source that has no other setting: is its name misspelt?");
        buffer.check(
                Objects.requireNonNull(source).signature().algorithm() != Algorithm.NONE,
                "is for webhooks, and this source's events come from a topic already: leave it out");
        boolean quarantines = source.sameBody().otherwise() == SameBody.QUARANTINE
                || source.sameBody().types().containsValue(SameBody.QUARANTINE);
        buffer.check(
                items.isEmpty() || !quarantines,
                "can't be set beside same-body: quarantine, since a request with several events could not be released"
                        + " from there: set same-body to alert or accept");
    }
}
