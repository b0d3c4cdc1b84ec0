package dev.waybill.kafka;

import dev.waybill.connections.CertificateFiles;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.Loopback;
import dev.waybill.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection to Kafka.
 *
 * @param brokers the brokers that are asked first, as {@code host:port} with commas; null: the connection is not used
 * @param username the login's name; null for none
 * @param password the login's password
 * @param mechanism the way in which the password is proved
 * @param certificate the files for TLS
 * @param encrypted true if all goes through TLS
 */
record KafkaSettings(
        @Nullable String brokers,
        @Nullable String username,
        @Nullable LiveSecret password,
        String mechanism,
        CertificateFiles certificate,
        boolean encrypted) {

    /** The settings that make a connection; the login may be left out. */
    static final List<String> WANTED = List.of("brokers");

    /** The first never sends the password itself. */
    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");

    private static final Pattern BROKER = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([1-9][0-9]{0,4})");

    /**
     * Reads and checks the settings.
     *
     * @throws dev.waybill.settings.BadSetting if one is missing, contradicts another or can't be used
     */
    static KafkaSettings of(ConnectionSettings settings) {
        Setting brokers = settings.option("brokers");
        Setting name = settings.option("username");
        LiveSecret password = settings.secret("password", any -> {});
        Setting secret = settings.setting("password", password);
        Setting mechanism = settings.option("mechanism");
        Setting insecure = settings.option("insecure");
        CertificateFiles certificate = CertificateFiles.of(settings);

        Setting.hold(
                () -> Stream.concat(Stream.of(name, secret, mechanism), certificate.settings())
                        .forEach(each -> each.needs(brokers)),
                () -> name.needs(secret),
                () -> secret.needs(name),
                () -> mechanism.needs(name),
                () -> mechanism.check(
                        mechanism.value() == null || MECHANISMS.contains(mechanism.value()),
                        "must be one of " + String.join(", ", MECHANISMS)),
                () -> brokers.check(
                        brokers.value() == null || hosts(brokers.value()).allMatch(host -> host != null),
                        "must be brokers with ports, such as kafka1.example.com:9093,kafka2.example.com:9093"),
                () -> certificate
                        .settings()
                        .forEach(each -> each.check(
                                !each.isSet() || !insecure.isYes(),
                                "is for TLS, which %s=true switches off: keep one".formatted(insecure.name()))),
                certificate::check,
                () -> mechanism.check(
                        !"PLAIN".equals(mechanism.value())
                                || insecure.isYes()
                                || encrypted(brokers, insecure, certificate),
                        "must not be PLAIN without TLS: brokers may name others, and the password would go there"
                                + " in clear text. Set trusted-certificates-file, or %s=true"
                                        .formatted(insecure.name())));
        return new KafkaSettings(
                brokers.value(),
                name.value(),
                password,
                mechanism.value() == null ? MECHANISMS.getFirst() : mechanism.value(),
                certificate,
                encrypted(brokers, insecure, certificate));
    }

    private static boolean encrypted(Setting brokers, Setting insecure, CertificateFiles certificate) {
        return !insecure.isYes() && (certificate.any() || !isHere(brokers.value()));
    }

    private static Stream<@Nullable String> hosts(String brokers) {
        return Arrays.stream(brokers.split(",", -1)).map(String::strip).map(KafkaSettings::host);
    }

    private static @Nullable String host(String broker) {
        Matcher parts = BROKER.matcher(broker);
        return parts.matches() && Integer.parseInt(parts.group(2)) <= 65_535 ? parts.group(1) : null;
    }

    private static boolean isHere(@Nullable String brokers) {
        return brokers != null && hosts(brokers).allMatch(host -> host != null && Loopback.is(host));
    }

    boolean configured() {
        return brokers != null;
    }

    @Override
    public String toString() {
        return "KafkaSettings[brokers=%s, username=%s]".formatted(brokers, username);
    }
}
