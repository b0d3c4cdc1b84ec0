package dev.waybill.access;

import java.util.List;
import org.springframework.security.core.userdetails.User;

/** Somebody who signs in by a password, with the account as it was then. */
final class KnownUser extends User {

    private static final long serialVersionUID = 1;

    private final AccessSettings.User account;

    KnownUser(AccessSettings.User account) {
        super(account.name(), account.password(), List.of(account.role().authority()));
        this.account = account;
    }

    AccessSettings.User account() {
        return account;
    }
}
