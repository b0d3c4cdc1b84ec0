package dev.waybill.accounts;

import dev.waybill.settings.BadSetting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All users and tokens that may use the management port. */
record Admitted(List<AccessSettings.User> users, List<AccessSettings.Token> tokens) {

    /** @throws BadSetting if two have one name */
    Admitted {
        Set<String> taken = new HashSet<>(users.isEmpty() ? Set.of(BootstrapUser.NAME) : Set.of());
        Stream.concat(
                        users.stream().map(AccessSettings.User::name),
                        tokens.stream().map(AccessSettings.Token::name))
                .filter(name -> !taken.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadSetting(
                            AccessSettings.NAME + "users",
                            "waybill.console.users and tokens name %s twice (operator is the first user if none is set). Give each a name of its own, because the audit shows it."
                                    .formatted(name));
                });
    }
}
