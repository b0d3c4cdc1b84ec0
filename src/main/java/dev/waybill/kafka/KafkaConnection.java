package dev.waybill.kafka;

import static java.util.Objects.requireNonNullElse;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.LiveTls;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster of Kafka, with the hub's login there. */
final class KafkaConnection implements Connection {

    private final Basics basics;
    private final KafkaSettings settings;
    private final KafkaLogin login;

    KafkaConnection(ConnectionSettings written, FollowFiles files) {
        this.settings = KafkaSettings.of(written);
        this.basics = Basics.of(written, Kind.KAFKA, settings.configured(), KafkaSettings.WANTED);
        LiveSecret password = settings.password();
        if (password != null) {
            files.follow(password);
        }
        LiveTls tls = new LiveTls(settings.certificate());
        tls.load();
        this.login = new KafkaLogin(settings, brokers(), tls.follow(files));
    }

    KafkaLogin login() {
        return login;
    }

    @Override
    public Basics basics() {
        return basics;
    }

    @Override
    public String address() {
        return configured() ? "kafka://" + brokers() : "";
    }

    @Override
    public @Nullable String part(String part) {
        return part.equals("brokers") ? brokers() : null;
    }

    private String brokers() {
        return requireNonNullElse(settings.brokers(), name() + ".invalid:9092");
    }

    @Override
    public List<String> secrets() {
        return Stream.ofNullable(settings.password()).map(LiveSecret::text).toList();
    }

    @Override
    public String test() throws Exception {
        return new TestKafka(login, brokers()).seen();
    }
}
