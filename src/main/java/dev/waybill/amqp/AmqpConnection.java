package dev.waybill.amqp;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.LiveTls;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker that speaks AMQP 1.0, or several of one kind, with the hub's login there. */
final class AmqpConnection implements Connection {

    private final Basics basics;
    private final AmqpSettings settings;
    private final AmqpLogin login;

    AmqpConnection(ConnectionSettings written, FollowFiles files) {
        this.settings = AmqpSettings.of(written);
        this.basics = Basics.of(written, Kind.AMQP, settings.configured(), AmqpSettings.WANTED);
        LiveSecret password = settings.password();
        if (password != null) {
            files.follow(password);
        }
        LiveTls tls = new LiveTls(settings.certificate());
        tls.load();
        this.login = new AmqpLogin(settings, urls(), tls.follow(files));
    }

    AmqpLogin login() {
        return login;
    }

    @Override
    public Basics basics() {
        return basics;
    }

    @Override
    public String address() {
        return configured() ? String.join(",", urls()) : "";
    }

    @Override
    public @Nullable String part(String part) {
        return part.equals("url") ? String.join(",", urls()) : null;
    }

    private List<String> urls() {
        return configured() ? settings.urls() : List.of("amqps://%s.invalid:5671".formatted(name()));
    }

    @Override
    public List<String> secrets() {
        return Stream.ofNullable(settings.password()).map(LiveSecret::text).toList();
    }

    @Override
    public String test() throws Exception {
        return login.test();
    }
}
