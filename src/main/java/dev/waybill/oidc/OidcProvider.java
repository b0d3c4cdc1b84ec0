package dev.waybill.oidc;

import dev.waybill.secret.LiveSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.web.client.RestClient;

/**
 * The provider's endpoints. The hub asks for them at the first sign-in, never at the start, and keeps the answer. While
 * the provider is away, only one sign-in every few seconds asks it, and all others fail at once. Unauthenticated
 * clients can cause this question, and each would hold one of the port's threads.
 */
final class OidcProvider implements ClientRegistrationRepository {

    static final String ID = "oidc";

    private static final Duration REST = Duration.ofSeconds(5);
    private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
            new ParameterizedTypeReference<>() {};

    private static final List<String> SECRETS_TRAVEL_TO =
            List.of("authorization_endpoint", "token_endpoint", "jwks_uri");

    private final OidcSettings settings;
    private final LiveSecret secret;
    private final RestClient http;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable ClientRegistration known;
    private volatile Instant notBefore = Instant.MIN;

    /** @param http the HTTP client, with time limits of its own */
    OidcProvider(OidcSettings settings, LiveSecret secret, RestClient http, Clock clock) {
        this.settings = settings;
        this.secret = secret;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Returns the provider's registration.
     *
     * @throws OidcProviderUnavailable if it is not known now
     */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ID)) {
            return null;
        }
        ClientRegistration registration = known;
        return withSecret(registration == null ? ask() : registration);
    }

    /** Adds the secret to the registration, since the secret may have changed after the registration was found. */
    private ClientRegistration withSecret(ClientRegistration found) {
        return ClientRegistration.withClientRegistration(found)
                .clientSecret(secret.text())
                .build();
    }

    private ClientRegistration ask() {
        if (!tryLock()) {
            throw new OidcProviderUnavailable("Another sign-in is asking the provider already");
        }
        try {
            ClientRegistration registration = known;
            if (registration != null) {
                return registration;
            }
            if (clock.instant().isBefore(notBefore)) {
                throw new OidcProviderUnavailable("The provider did not answer a moment ago");
            }
            ClientRegistration found = discover();
            known = found;
            return found;
        } catch (OidcProviderUnavailable e) {
            if (e.getCause() != null) {
                notBefore = clock.instant().plus(REST);
            }
            throw e;
        } finally {
            asking.unlock();
        }
    }

    private boolean tryLock() {
        try {
            return asking.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Asks the provider for its endpoints. A document that names another issuer is refused: it belongs to another
     * provider, whose keys could then sign for this one.
     */
    private ClientRegistration discover() {
        String issuer = Objects.requireNonNull(settings.issuer());
        String address = issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
        try {
            Map<String, Object> document =
                    Objects.requireNonNull(http.get().uri(address).retrieve().body(DOCUMENT));
            if (!issuer.equals(document.get("issuer"))) {
                throw new IllegalArgumentException("it names another issuer");
            }
            SECRETS_TRAVEL_TO.forEach(door -> OidcSettings.checkSafe(door, String.valueOf(document.get(door))));
            String base = settings.publicUrl() == null ? "{baseUrl}" : settings.publicUrl();
            return ClientRegistrations.fromOidcConfiguration(document)
                    .registrationId(ID)
                    .clientId(Objects.requireNonNull(settings.clientId()))
                    .scope(withOpenId())
                    .redirectUri(base + SingleSignOn.BACK + "/" + ID)
                    .build();
        } catch (RuntimeException e) { // a wrong answer or none
            throw new OidcProviderUnavailable("%s could not be used: %s".formatted(address, e.getMessage()), e);
        }
    }

    private String[] withOpenId() {
        return Stream.concat(Stream.of(OidcScopes.OPENID), settings.scopes().stream())
                .distinct()
                .toArray(String[]::new);
    }

    /**
     * The OpenID Connect provider did not answer in time, or gave a wrong answer. The user who signs in has made no
     * mistake.
     */
    static final class OidcProviderUnavailable extends AuthenticationException {

        OidcProviderUnavailable(String sentence, Throwable cause) {
            super(sentence, cause);
        }

        OidcProviderUnavailable(String sentence) {
            super(sentence);
        }
    }
}
