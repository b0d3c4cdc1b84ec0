package dev.waybill.management;

import dev.waybill.management.CallerConnections.Rules;
import dev.waybill.signin.BearerTokens;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets the management port's limits against unauthenticated clients, which apply before any of its pages. */
@Configuration(proxyBeanMethods = false)
class FairPort {

    @Bean
    static CallerRefusals turnedAway() {
        return new CallerRefusals(System::nanoTime);
    }

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> fairly(
            ConsoleSettings settings,
            ServerProperties server,
            CallerRefusals away,
            ObjectProvider<BearerTokens> tokens) {
        TrustedProxies proxies = new TrustedProxies(settings.trustedProxies());
        Rules rules = new Rules(settings.connectionsPerAddress(), settings.requestWithin(), proxies, away);
        int threads = server.getTomcat().getThreads().getMax();
        return tomcat -> {
            AtomicReference<@Nullable CallerConnections> callers = new AtomicReference<>();
            tomcat.setProtocol(FairHttp.class.getName());
            tomcat.addProtocolHandlerCustomizers(protocol -> {
                if (protocol instanceof FairHttp fair) {
                    fair.callers().keep(rules);
                    callers.set(fair.callers());
                }
            });
            tomcat.addEngineValves(
                    new BehindProxy(proxies),
                    new FairTurns(
                            threads,
                            settings.requestsPerAddress(),
                            () -> known(callers),
                            away,
                            new BodyLimit(tokens::getObject)));
        };
    }

    private static CallerConnections known(AtomicReference<@Nullable CallerConnections> callers) {
        CallerConnections found = callers.get();
        if (found == null) {
            throw new IllegalStateException("The port is open before its protocol was set up");
        }
        return found;
    }
}
