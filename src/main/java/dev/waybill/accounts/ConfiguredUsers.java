package dev.waybill.accounts;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Finds the users of the settings; the first user while there are none. */
public final class ConfiguredUsers implements UserDetailsService {

    private final Accounts accounts;
    private final BootstrapUser first;

    public ConfiguredUsers(Accounts accounts, BootstrapUser first) {
        this.accounts = accounts;
        this.first = first;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        if (accounts.users().isEmpty() && name.equals(BootstrapUser.NAME)) {
            return first.password()
                    .<UserDetails>map(hash -> User.withUsername(name)
                            .password(hash)
                            .authorities(Role.OPERATOR.authority())
                            .build())
                    .orElseThrow(() -> new UsernameNotFoundException(name));
        }
        return accounts.user(name).map(ConfiguredUser::new).orElseThrow(() -> new UsernameNotFoundException(name));
    }
}
