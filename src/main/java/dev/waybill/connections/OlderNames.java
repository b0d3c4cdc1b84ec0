package dev.waybill.connections;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * The three connections that every hub has, under the names that their settings had before connections had names:
 * {@code waybill.erp.url} is {@code waybill.connections.erp.http.url}. As the last source of settings, it lets routes
 * and other settings go on reading the older names.
 */
public final class OlderNames extends PropertySource<UnaryOperator<@Nullable String>> {

    /** The connections that every hub has, by name. */
    static final Map<String, Kind> SHIPPED = Map.of("erp", Kind.HTTP, "email", Kind.SMTP, "sftp", Kind.SFTP);

    private static final Map<String, List<String>> BEANS = Map.of(
            "erp.login", List.of("waybill.erp.login", "erpHttpClient"),
            "erp.pause", List.of("waybill.erp.pause", "pausedWithoutErpSettings"),
            "email.login", List.of("waybill.email.login", "smtpLogin"),
            "email.pause", List.of("waybill.email.pause", "pausedWithoutEmailSettings"),
            "sftp.login", List.of("waybill.sftp.login", "sftpLogin"),
            "sftp.pause", List.of("waybill.sftp.pause", "pausedWithoutSftpSettings"));

    private static final String NAME = "olderNamesOfConnections";

    /** Settings of kinds that came later than the older names. */
    private static final List<String> LATER = List.of(
            "username",
            "password",
            "password-file",
            "api-key-header",
            "api-key",
            "api-key-file",
            "client-certificate-file",
            "client-key-file",
            "trusted-certificates-file");

    /** @param settings a function from a setting's name to its value: of an environment, Spring would read all of it */
    private OlderNames(UnaryOperator<@Nullable String> settings) {
        super(NAME, settings);
    }

    /** Lets the environment answer for the older names. */
    public static void in(ConfigurableEnvironment environment) {
        if (!environment.getPropertySources().contains(NAME)) {
            environment.getPropertySources().addLast(new OlderNames(environment::getProperty));
        }
    }

    @Override
    public @Nullable Object getProperty(String property) {
        String newer = newer(property);
        return newer == null ? null : source.apply(newer);
    }

    /** Returns the newer name of a setting; null if it is no older name. */
    private static @Nullable String newer(String property) {
        String[] names = property.split("\\.", 3);
        if (names.length < 3 || !names[0].equals("waybill")) {
            return null;
        }
        Kind kind = SHIPPED.get(names[1]);
        return kind == null || !had(kind, names[2])
                ? null
                : "waybill.connections.%s.%s.%s".formatted(names[1], kind.word(), names[2]);
    }

    /** Returns the older name of a connection's setting; null if it has none. */
    static @Nullable String of(String connection, Kind kind, String option) {
        return SHIPPED.get(connection) == kind && had(kind, option) ? "waybill." + connection + "." + option : null;
    }

    /** Returns the environment variable that {@code application.yaml} names for a setting; null if it names none. */
    static @Nullable String variable(String connection, Kind kind, String option) {
        if (of(connection, kind, option) == null) {
            return null;
        }
        String group =
                switch (kind) {
                    case HTTP -> "ERP";
                    case SMTP -> List.of("from", "to").contains(option) ? "MAIL" : "SMTP";
                    case SFTP -> "SFTP";
                    case KAFKA -> "KAFKA";
                    case AMQP -> "AMQP";
                };
        return group + "_" + option.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private static boolean had(Kind kind, String option) {
        return kind.options().contains(option) && (kind != Kind.HTTP || !LATER.contains(option));
    }

    /** Adds the source to each environment of the hub. */
    static final class Add implements EnvironmentPostProcessor {

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            in(environment);
        }
    }

    /** Returns the older names of a connection's bean. */
    static List<String> ofBean(String connection, String bean) {
        return BEANS.getOrDefault(connection + "." + bean, List.of());
    }
}
