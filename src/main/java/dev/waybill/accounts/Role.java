package dev.waybill.accounts;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The rights of a user or a token. */
public enum Role {
    /** Sees everything but what is masked, and changes nothing. */
    VIEWER,
    /** Sees everything and gives commands. */
    OPERATOR;

    public GrantedAuthority authority() {
        return new SimpleGrantedAuthority("ROLE_" + name());
    }
}
