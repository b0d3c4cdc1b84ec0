package dev.waybill.accounts;

import java.util.List;
import org.springframework.security.core.userdetails.User;

/** A user who signed in with a password, with the account as it was then. */
public final class ConfiguredUser extends User {

    private static final long serialVersionUID = 1;

    private final AccessSettings.User account;

    ConfiguredUser(AccessSettings.User account) {
        super(account.name(), account.password(), List.of(account.role().authority()));
        this.account = account;
    }

    public AccessSettings.User account() {
        return account;
    }
}
