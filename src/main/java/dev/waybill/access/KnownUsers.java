package dev.waybill.access;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** The users of the settings; the first user while there are none. */
final class KnownUsers implements UserDetailsService {

    private final Accounts accounts;
    private final FirstUser first;

    KnownUsers(Accounts accounts, FirstUser first) {
        this.accounts = accounts;
        this.first = first;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        if (accounts.users().isEmpty() && name.equals(FirstUser.NAME)) {
            return first.password()
                    .<UserDetails>map(hash -> User.withUsername(name)
                            .password(hash)
                            .authorities(Role.OPERATOR.authority())
                            .build())
                    .orElseThrow(() -> new UsernameNotFoundException(name));
        }
        return accounts.user(name).map(KnownUser::new).orElseThrow(() -> new UsernameNotFoundException(name));
    }
}
