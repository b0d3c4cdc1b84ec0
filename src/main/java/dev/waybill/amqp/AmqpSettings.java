package dev.waybill.amqp;

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
 * The settings of a connection to brokers that speak AMQP 1.0.
 *
 * @param urls the addresses of the brokers, in the order in which they are tried; none: the connection is not used
 * @param username the login's name; null for none
 * @param password the login's password
 * @param certificate the files for TLS
 */
record AmqpSettings(
        List<String> urls,
        @Nullable String username,
        @Nullable LiveSecret password,
        CertificateFiles certificate) {

    /** The settings that make a connection; the login may be left out. */
    static final List<String> WANTED = List.of("url");

    private static final Pattern URL =
            Pattern.compile("(amqps?)://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([1-9][0-9]{0,4}))?/?");

    /**
     * Reads and checks the settings.
     *
     * @throws dev.waybill.settings.BadSetting if one is missing, contradicts another or can't be used
     */
    static AmqpSettings of(ConnectionSettings settings) {
        Setting url = settings.option("url");
        Setting name = settings.option("username");
        LiveSecret password = settings.secret("password", any -> {});
        Setting secret = settings.setting("password", password);
        Setting insecure = settings.option("insecure");
        CertificateFiles certificate = CertificateFiles.of(settings);
        List<Matcher> brokers = brokers(url.value());

        Setting.hold(
                () -> Stream.concat(Stream.of(name, secret), certificate.settings())
                        .forEach(each -> each.needs(url)),
                () -> name.needs(secret),
                () -> secret.needs(name),
                () -> url.check(
                        brokers.stream().allMatch(AmqpSettings::isRight),
                        "must be addresses such as amqps://broker.example.com:5671, with commas between them and"
                                + " nothing behind the port"),
                () -> url.check(
                        insecure.isYes() || brokers.stream().allMatch(each -> !isRight(each) || isSafe(each)),
                        "must begin with amqps://, since all would go through the network in clear text. To allow"
                                + " that, set %s=true".formatted(insecure.name())),
                () -> certificate
                        .settings()
                        .forEach(each -> each.check(
                                !each.isSet() || brokers.stream().anyMatch(AmqpSettings::isEncrypted),
                                "is for TLS: begin %s with amqps://".formatted(url.name()))),
                certificate::check);
        return new AmqpSettings(
                brokers.stream().map(AmqpSettings::address).toList(), name.value(), password, certificate);
    }

    private static List<Matcher> brokers(@Nullable String urls) {
        return urls == null
                ? List.of()
                : Arrays.stream(urls.split(",", -1))
                        .map(each -> URL.matcher(each.strip()))
                        .toList();
    }

    private static boolean isRight(Matcher broker) {
        return broker.matches() && (broker.group(3) == null || Integer.parseInt(broker.group(3)) <= 65_535);
    }

    private static boolean isEncrypted(Matcher broker) {
        return broker.matches() && broker.group(1).equals("amqps");
    }

    private static boolean isSafe(Matcher broker) {
        return isEncrypted(broker) || Loopback.is(broker.group(2));
    }

    /** Returns the address with its port. */
    private static String address(Matcher broker) {
        String port = broker.group(3) == null ? isEncrypted(broker) ? "5671" : "5672" : broker.group(3);
        return "%s://%s:%s".formatted(broker.group(1), broker.group(2), port);
    }

    boolean configured() {
        return !urls.isEmpty();
    }

    @Override
    public String toString() {
        return "AmqpSettings[urls=%s, username=%s]".formatted(urls, username);
    }
}
