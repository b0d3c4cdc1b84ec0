package dev.waybill.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code console_user}: the operator who is made when the settings name no users. */
public final class BootstrapUser {

    static final String NAME = "operator";

    private static final String MAKE = """
        INSERT INTO console_user (name, password) VALUES (:name, :password) ON CONFLICT (name) DO NOTHING\
        """;

    private static final String EXISTS = "SELECT EXISTS (SELECT 1 FROM console_user WHERE name = :name)";

    private static final String PASSWORD = "SELECT password FROM console_user WHERE name = :name";

    private final JdbcClient jdbc;

    public BootstrapUser(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean exists() {
        return jdbc.sql(EXISTS).param("name", NAME).query(Boolean.class).single();
    }

    /**
     * Makes the user. True if this call made it: of several hubs that start at once, one does.
     *
     * @param hash the password's bcrypt hash
     */
    boolean make(String hash) {
        return jdbc.sql(MAKE).param("name", NAME).param("password", hash).update() == 1;
    }

    /** Returns the password's hash. */
    Optional<String> password() {
        return jdbc.sql(PASSWORD).param("name", NAME).query(String.class).optional();
    }
}
