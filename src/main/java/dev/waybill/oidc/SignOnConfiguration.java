package dev.waybill.oidc;

import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/** Is loaded only if an issuer is set, so that a hub without a provider starts faster. */
@Configuration(proxyBeanMethods = false)
@Conditional(SignOnConfiguration.IssuerIsSet.class)
class SignOnConfiguration {

    @Bean
    SingleSignOn singleSignOn(OidcSettings settings, FollowFiles files, Clock clock) {
        LiveSecret secret = files.follow(Objects.requireNonNull(settings.secret()));
        return new SingleSignOn(settings, secret, clock);
    }

    /** Provides the factory under the type by which Spring Security finds it. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(SingleSignOn signOn) {
        return signOn.idTokens();
    }

    static final class IssuerIsSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("waybill.console.oidc.issuer", "")
                    .isBlank();
        }
    }
}
