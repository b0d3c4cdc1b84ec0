package dev.waybill.sftp;

import static java.util.Objects.requireNonNullElse;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server that takes files, with the hub's login there and the folder for them. */
final class SftpConnection implements Connection {

    private final Basics basics;
    private final SftpSettings settings;
    private final SftpLogin login;

    SftpConnection(ConnectionSettings written, FollowFiles files) {
        this.settings = SftpSettings.of(written);
        this.basics = Basics.of(written, Kind.SFTP, settings.configured(), SftpSettings.WANTED);
        this.login = new SftpLogin(settings, files);
    }

    SftpLogin login() {
        return login;
    }

    @Override
    public Basics basics() {
        return basics;
    }

    @Override
    public String address() {
        return configured() ? "sftp://%s:%s/%s".formatted(host(), port(), directory()) : "";
    }

    @Override
    public @Nullable String part(String part) {
        return switch (part) {
            case "host" -> host();
            case "port" -> port();
            case "directory" -> directory();
            case "mark" -> settings.byteOrderMark() ? "\uFEFF" : "";
            default -> null;
        };
    }

    private String host() {
        return requireNonNullElse(settings.host(), name() + ".invalid");
    }

    private String port() {
        return requireNonNullElse(settings.port(), "22");
    }

    private String directory() {
        return requireNonNullElse(settings.directory(), "");
    }

    @Override
    public List<String> secrets() {
        return Stream.of(settings.password(), settings.passphrase())
                .flatMap(Stream::ofNullable)
                .map(LiveSecret::text)
                .toList();
    }

    @Override
    public String test() throws Exception {
        return new TestSftp(host(), Integer.parseInt(port()), directory(), login).seen();
    }
}
