package dev.waybill.accounts;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import dev.waybill.settings.Within;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may use the management port.
 *
 * @param users who sign in to the pages; with none, one named {@code operator} is made at the first start
 * @param tokens of programs that use the JSON API
 * @param accessFile a file with more {@code waybill.console.users} and {@code tokens}, read again when it changes
 * @param longestSession after which everybody has to sign in again, however busy
 */
@Validated
@ConfigurationProperties("waybill.console")
public record AccessSettings(
        @DefaultValue List<User> users,
        @DefaultValue List<Token> tokens,
        @Nullable String accessFile,

        @DefaultValue("12h") @Within(min = "1m", max = "365d")
        Duration longestSession) {

    static final String NAME = "waybill.console.";
    static final String FILE = NAME + "access-file";

    private static final Pattern BCRYPT = Pattern.compile("(\\{bcrypt})?(\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53})");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int LONGEST_NAME = 200;

    /** @throws BadSetting if somebody has a name that is taken, or the file can't be used */
    public AccessSettings {
        users = List.copyOf(users);
        tokens = List.copyOf(tokens);
        accessFile = Setting.of(FILE, accessFile).value();
        if (accessFile == null) {
            new Admitted(users, tokens);
        } else {
            AccessFile.open(accessFile, users, tokens);
        }
    }

    /** Whether anybody can sign in who was named in the settings. */
    public boolean hasUsers() {
        return accessFile != null || !users.isEmpty();
    }

    /**
     * Somebody who signs in.
     *
     * @param password its bcrypt hash, with or without {@code {bcrypt}} before it
     */
    public record User(
            String name,
            String password,
            @DefaultValue("VIEWER") Role role) implements Serializable { // a session holds it

        /** @throws BadSetting if the name is unfit or the password is no hash */
        public User {
            named("users", name);
            var hash = BCRYPT.matcher(password == null ? "" : password);
            if (!hash.matches()) {
                throw new BadSetting(
                        NAME + "users",
                        "The password of the user %s in waybill.console.users is no bcrypt hash: make one with htpasswd -nBC 12 %s, and put what is behind the colon."
                                .formatted(name, name));
            }
            password = hash.group(2);
        }

        @Override
        public String toString() {
            return "User[" + name + ", " + role + "]";
        }
    }

    /**
     * A program's token.
     *
     * @param name who it is in the audit
     * @param sha256 of the token, in hex: the token itself is nowhere kept
     * @param expires the last day on which it is good, in UTC, such as {@code 2027-01-31}; null for no end
     */
    public record Token(
            String name,
            String sha256,
            @DefaultValue("VIEWER") Role role,
            @Nullable String expires) {

        /** @throws BadSetting if the name is unfit, the digest is none or the day is none */
        public Token {
            named("tokens", name);
            if (!SHA_256.matcher(sha256 == null ? "" : sha256).matches()) {
                throw new BadSetting(
                        NAME + "tokens",
                        "The sha256 of the token %s in waybill.console.tokens is no SHA-256 in hex: make it with printf %%s \"$TOKEN\" | sha256sum."
                                .formatted(name));
            }
            expires = expires == null || expires.isBlank() ? null : day(name, expires.strip());
        }

        /** When it ends; null for never. */
        public @Nullable Instant end() {
            return expires == null
                    ? null
                    : LocalDate.parse(expires)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        }

        public boolean isExpired(Instant now) {
            Instant end = end();
            return end != null && !now.isBefore(end);
        }

        private static String day(String name, String text) {
            try {
                return LocalDate.parse(text).toString();
            } catch (DateTimeParseException e) {
                throw new BadSetting(
                        NAME + "tokens",
                        "The token %s in waybill.console.tokens expires on '%s', which is no day such as 2027-01-31."
                                .formatted(name, text));
            }
        }
    }

    private static void named(String list, @Nullable String name) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new BadSetting(
                    NAME + list,
                    "waybill.console.%s needs a name of 1 to %d characters for each.".formatted(list, LONGEST_NAME));
        }
    }
}
