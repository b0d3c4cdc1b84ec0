package dev.waybill.signin;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Another way to sign in beside names and passwords. */
@FunctionalInterface
public interface ExternalSignIn {

    /**
     * Adds this way to the pages' filters.
     *
     * @param signedIn the handler that runs after each success
     */
    void addTo(HttpSecurity http, AuthenticationSuccessHandler signedIn) throws Exception;
}
