package dev.waybill.access;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** The users of the settings; the first user while there are none. */
final class KnownUsers implements UserDetailsService {

    private final AccessSettings settings;
    private final FirstUser first;

    KnownUsers(AccessSettings settings, FirstUser first) {
        this.settings = settings;
        this.first = first;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        if (!settings.hasUsers() && name.equals(FirstUser.NAME)) {
            return first.password()
                    .map(hash -> user(FirstUser.NAME, hash, Role.OPERATOR))
                    .orElseThrow(() -> new UsernameNotFoundException(name));
        }
        return settings.users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .map(user -> user(user.name(), user.password(), user.role()))
                .orElseThrow(() -> new UsernameNotFoundException(name));
    }

    private static UserDetails user(String name, String hash, Role role) {
        return User.withUsername(name)
                .password(hash)
                .authorities(role.authority())
                .build();
    }
}
