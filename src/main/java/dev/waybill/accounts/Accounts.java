package dev.waybill.accounts;

import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.FollowedFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The current users and tokens of the management port. The settings may name a file, which is followed. */
public final class Accounts {

    private final Supplier<Admitted> now;
    private final List<Runnable> changed = new CopyOnWriteArrayList<>();

    public Accounts(AccessSettings settings, FollowFiles files) {
        if (settings.accessFile() == null) {
            Admitted always = new Admitted(settings.users(), settings.tokens());
            this.now = () -> always;
        } else {
            FollowedFile<Admitted> file = AccessFile.open(settings.accessFile(), settings.users(), settings.tokens());
            this.now = files.follow(file, () -> changed.forEach(Runnable::run));
        }
    }

    List<AccessSettings.User> users() {
        return now.get().users();
    }

    public List<AccessSettings.Token> tokens() {
        return now.get().tokens();
    }

    Optional<AccessSettings.User> user(String name) {
        return users().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    /** True if this user is still there, with the same password and role. */
    public boolean admit(AccessSettings.User user) {
        return users().contains(user);
    }

    /** @param then the action after each change of the users or tokens */
    void whenChanged(Runnable then) {
        changed.add(then);
    }
}
