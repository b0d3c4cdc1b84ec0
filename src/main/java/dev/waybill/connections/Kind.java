package dev.waybill.connections;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of connections. */
public enum Kind {
    /** A system that takes HTTP requests. */
    HTTP(
            List.of("url"),
            List.of(
                    "url",
                    "token",
                    "token-file",
                    "username",
                    "password",
                    "password-file",
                    "api-key-header",
                    "api-key",
                    "api-key-file",
                    "oauth.token-uri",
                    "oauth.client-id",
                    "oauth.client-secret",
                    "oauth.client-secret-file",
                    "oauth.scope",
                    "client-certificate-file",
                    "client-key-file",
                    "trusted-certificates-file",
                    "insecure")),
    /** A mail server. */
    SMTP(
            List.of("host", "port", "from", "to", "domain", "helo", "starttls", "starttls-required"),
            List.of(
                    "host",
                    "port",
                    "username",
                    "password",
                    "password-file",
                    "starttls",
                    "insecure",
                    "helo",
                    "from",
                    "to")),
    /** A server that takes files. */
    SFTP(
            List.of("host", "port", "directory", "mark"),
            List.of(
                    "host",
                    "port",
                    "username",
                    "password",
                    "password-file",
                    "private-key-file",
                    "private-key-passphrase",
                    "private-key-passphrase-file",
                    "known-hosts-file",
                    "byte-order-mark",
                    "directory")),
    /** A cluster of Kafka. */
    KAFKA(
            List.of("brokers"),
            List.of(
                    "brokers",
                    "username",
                    "password",
                    "password-file",
                    "mechanism",
                    "client-certificate-file",
                    "client-key-file",
                    "trusted-certificates-file",
                    "insecure")),
    /** A broker that speaks AMQP 1.0. */
    AMQP(
            List.of("url"),
            List.of(
                    "url",
                    "username",
                    "password",
                    "password-file",
                    "client-certificate-file",
                    "client-key-file",
                    "trusted-certificates-file",
                    "insecure"));

    /** The beans of a connection that a route names, as {@code #waybill.connections.erp.login}. */
    public static final List<String> BEANS = List.of("login", "pause");

    private final List<String> parts;
    private final List<String> options;

    Kind(List<String> parts, List<String> options) {
        this.parts = parts;
        this.options = options;
    }

    /** Returns the kind's name in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what a route reads of a connection, as <code>{{waybill.connections.erp.url}}</code>. */
    public List<String> parts() {
        return parts;
    }

    /** Returns the settings of a connection, as they stand below its kind. */
    public List<String> options() {
        return options;
    }

    static @Nullable Kind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
