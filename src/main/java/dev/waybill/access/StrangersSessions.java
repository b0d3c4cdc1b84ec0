package dev.waybill.access;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import org.apache.catalina.session.ManagerBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * The login form needs a session for its token, so anybody can have sessions made. Until somebody signs in they are
 * short, and there is an end to their number: beyond it nobody signs in until some have ended, and the hub goes on.
 */
final class StrangersSessions
        implements HttpSessionListener, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    static final Duration IDLE = Duration.ofMinutes(10);
    static final int MOST = 10_000;

    @Override
    public void sessionCreated(HttpSessionEvent created) {
        created.getSession().setMaxInactiveInterval((int) IDLE.toSeconds());
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addContextCustomizers(context -> {
            if (context.getManager() instanceof ManagerBase sessions) {
                sessions.setMaxActiveSessions(MOST);
            }
        });
    }
}
