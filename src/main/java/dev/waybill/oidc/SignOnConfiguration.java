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

/** Loaded only where an issuer is set: a hub without a provider does not pay for one at its start. */
@Configuration(proxyBeanMethods = false)
@Conditional(SignOnConfiguration.IssuerIsSet.class)
class SignOnConfiguration {

    @Bean
    SingleSignOn singleSignOn(OidcSettings settings, FollowFiles files, Clock clock) {
        LiveSecret secret = files.follow(Objects.requireNonNull(settings.secret()));
        return new SingleSignOn(settings, secret, clock);
    }

    /** Spring Security looks for it by this type. */
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
