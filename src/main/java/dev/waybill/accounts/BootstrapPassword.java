package dev.waybill.accounts;

import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Makes a password for the user {@code operator} and prints it. Each database gets one, at the first start of a hub on
 * it without users in its settings. Only the hash is kept.
 */
public final class BootstrapPassword implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BootstrapPassword.class);

    /** The letters and digits that don't look like others; 24 of these 55 make 138 bits. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 24;

    private final Accounts accounts;
    private final BootstrapUser user;
    private final PasswordEncoder encoder;
    private final SecureRandom random = new SecureRandom();

    public BootstrapPassword(Accounts accounts, BootstrapUser user, PasswordEncoder encoder) {
        this.accounts = accounts;
        this.user = user;
        this.encoder = encoder;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!accounts.users().isEmpty() || user.exists()) {
            return;
        }
        String password = password();
        if (user.make(String.valueOf(encoder.encode(password)))) {
            LOG.warn(
                    "No waybill.console.users are set. Sign in to the console as \"{}\" with the password \"{}\": it is"
                            + " shown only once and is valid for all hubs on this database. If it is lost, set users,"
                            + " or delete the row of the table console_user and start again.",
                    BootstrapUser.NAME,
                    password);
        }
    }

    private String password() {
        return random.ints(LENGTH, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
