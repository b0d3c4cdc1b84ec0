package dev.waybill.kit;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The users of the management port of a hub that a test starts. Known to all, so for tests and the sandbox alone. */
public final class TestAccess {

    /** The name of the token's holder in the audit. */
    public static final String WHO = "night shift";

    public static final String TOKEN = "test-token";
    public static final String TOKEN_SHA_256 = "4c5dc9b7708905f77f5e5d16316b5dfb425e68cb326dcd55a860e90a7707031e";
    public static final String BEARER = "Bearer " + TOKEN;

    /** A token that may look and not command. */
    public static final String VIEWERS_BEARER = "Bearer viewers-token";

    public static final String OPERATOR = "ada";
    public static final String VIEWER = "bob";

    /** Both users have it. */
    public static final String PASSWORD = "correct horse";

    /** Of few rounds: a test has no guesses to fear. */
    static final String PASSWORD_HASH = "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";

    private TestAccess() {}

    /** Gives a hub in the test's own JVM a hash of few rounds, also for the names that it doesn't know. */
    public static void quickHash(ConfigurableApplicationContext starting) {
        starting.getBeanFactory().registerSingleton("passwordEncoder", new BCryptPasswordEncoder(4));
    }

    /** Settings by which the hub knows them. */
    public static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("waybill.console.tokens[0].name", WHO),
                Map.entry("waybill.console.tokens[0].sha256", TOKEN_SHA_256),
                Map.entry("waybill.console.tokens[0].role", "OPERATOR"),
                Map.entry("waybill.console.tokens[1].name", "dashboard"),
                Map.entry(
                        "waybill.console.tokens[1].sha256",
                        "bf6ec34d83eaaafdb3e434a5236887f52a9708b98a66ff15e816532251322160"),
                Map.entry("waybill.console.tokens[1].role", "VIEWER"),
                Map.entry("waybill.console.users[0].name", OPERATOR),
                Map.entry("waybill.console.users[0].password", PASSWORD_HASH),
                Map.entry("waybill.console.users[0].role", "OPERATOR"),
                Map.entry("waybill.console.users[1].name", VIEWER),
                Map.entry("waybill.console.users[1].password", PASSWORD_HASH),
                Map.entry("waybill.console.users[1].role", "VIEWER"));
    }

    /** The same as arguments of a start. */
    public static Stream<String> arguments() {
        return settings().entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue());
    }

    /** The same as environment variables. */
    public static Map<String, String> environment() {
        return settings().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey()
                                .toUpperCase(Locale.ROOT)
                                .replaceAll("[.\\[]+", "_")
                                .replace("]", ""),
                        Map.Entry::getValue));
    }
}
