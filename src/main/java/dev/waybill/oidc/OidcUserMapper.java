package dev.waybill.oidc;

import dev.waybill.accounts.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Reads the user's name and role from a verified ID token. The provider is not asked again. */
final class OidcUserMapper implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final int LONGEST = 100;

    private final OidcSettings settings;

    OidcUserMapper(OidcSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the user with name and role.
     *
     * @throws NoMappedRole if the settings map no value of the token to a role
     */
    @Override
    public OidcUser loadUser(OidcUserRequest signedOn) {
        Map<String, Object> claims = signedOn.getIdToken().getClaims();
        String name = name(claims);
        Set<String> values = texts(claim(claims, settings.roleClaim()));
        if (values.stream().anyMatch(settings.operators()::contains)) {
            return new OidcPrincipal(name, Role.OPERATOR, signedOn.getIdToken());
        }
        if (values.stream().anyMatch(settings.viewers()::contains)) {
            return new OidcPrincipal(name, Role.VIEWER, signedOn.getIdToken());
        }
        throw new NoMappedRole(name);
    }

    /**
     * Returns the name with the provider's host behind it. No name from the provider can therefore equal a user or a
     * token of the settings.
     */
    private String name(Map<String, Object> claims) {
        Object name = claims.getOrDefault(settings.nameClaim(), claims.get("sub"));
        String text = String.valueOf(name).replaceAll("[^\\p{Graph} ]", "?");
        return "%s via %s".formatted(text.substring(0, Math.min(LONGEST, text.length())), settings.provider());
    }

    /** Returns the claim of that very name. The name's parts between dots lead into nested claims if there is none. */
    private static @Nullable Object claim(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object found = claims;
        for (String part : name.split("\\.")) {
            found = found instanceof Map<?, ?> inner ? inner.get(part) : null;
        }
        return found;
    }

    private static Set<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split("[ ,]+")).collect(Collectors.toUnmodifiableSet());
            case Collection<?> several ->
                several.stream().filter(Objects::nonNull).map(Object::toString).collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of();
        };
    }

    /** The provider knows the user, but the settings map none of the user's values to a role. */
    static final class NoMappedRole extends AuthenticationException {

        NoMappedRole(String who) {
            super(who + " has no role here");
        }
    }
}
