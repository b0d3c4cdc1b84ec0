package dev.waybill.oidc;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestOperations;

/**
 * Makes the verifiers of ID tokens. A token has to be signed with one of the provider's public keys, by its issuer. The
 * token has to be for this hub, and valid now. A token without a signature, or signed with a shared secret, is refused.
 */
final class CheckIdTokens implements JwtDecoderFactory<ClientRegistration> {

    private final RestOperations http;
    private final Clock clock;
    private final Map<ClientRegistration, JwtDecoder> decoders = new ConcurrentHashMap<>();

    /** @param http the HTTP client, with time limits of its own */
    CheckIdTokens(RestOperations http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public JwtDecoder createDecoder(ClientRegistration provider) {
        return decoders.computeIfAbsent(provider, this::decoder);
    }

    private JwtDecoder decoder(ClientRegistration provider) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(provider.getProviderDetails().getJwkSetUri()))
                .restOperations(http)
                .jwsAlgorithms(all -> all.addAll(Set.of(SignatureAlgorithm.values())))
                .build();
        OidcIdTokenValidator claims = new OidcIdTokenValidator(provider);
        claims.setClock(clock);
        JwtTimestampValidator times = new JwtTimestampValidator();
        times.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, claims));
        return decoder;
    }
}
