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
 * The users and programs that may use the management port.
 *
 * @param users the people who sign in to the pages; with none, one named {@code operator} is made at the first start
 * @param tokens the tokens of programs that use the JSON API
 * @param accessFile a file with more {@code waybill.console.users} and {@code tokens}, read again when it changes
 * @param longestSession the time after which every user has to sign in again, however busy
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

    /**
     * Checks the settings.
     *
     * @throws BadSetting if two have one name, or the file can't be used
     */
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

    /** True if the settings name anybody who can sign in. */
    public boolean hasUsers() {
        return accessFile != null || !users.isEmpty();
    }

    /**
     * A person who signs in.
     *
     * @param password the password's bcrypt hash, with or without {@code {bcrypt}} before it
     */
    public record User(
            String name,
            String password,
            @DefaultValue("VIEWER") Role role) implements Serializable { // kept in sessions

        /** @throws BadSetting if the name is unfit or the password is no hash */
        public User {
            named("users", name);
            var hash = BCRYPT.matcher(password == null ? "" : password);
            if (!hash.matches()) {
                throw new BadSetting(
                        NAME + "users",
                        "The password of the user %s in waybill.console.users is no bcrypt hash: make one with htpasswd -nBC 12 %s and use the part after the colon."
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
     * @param name the program's name in the audit
     * @param sha256 the token's SHA-256 in hex; the token itself is kept nowhere
     * @param expires the last day on which it is valid, in UTC, such as {@code 2027-01-31}; null for no end
     */
    public record Token(
            String name,
            String sha256,
            @DefaultValue("VIEWER") Role role,
            @Nullable String expires) {

        /** @throws BadSetting if the name, the digest or the day is invalid */
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

        /** Returns the end of its last day; null for never. */
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
