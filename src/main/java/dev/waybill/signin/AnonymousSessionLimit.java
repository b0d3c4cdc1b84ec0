package dev.waybill.signin;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.session.ManagerBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Limits the sessions without a user. Sign-in with a provider needs a session before the user is known, so
 * unauthenticated clients can create sessions. Such a session is short until a user signs in, and the oldest one ends
 * beyond the limit.
 */
final class AnonymousSessionLimit
        implements HttpSessionListener, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    static final Duration IDLE = Duration.ofMinutes(10);
    static final int MOST_OF_STRANGERS = 1000;

    private static final int MOST = 10_000;

    private final Map<String, HttpSession> eldestFirst = new LinkedHashMap<>();

    @Override
    public void sessionCreated(HttpSessionEvent created) {
        created.getSession().setMaxInactiveInterval((int) IDLE.toSeconds());
        HttpSession eldest = add(created.getSession());
        if (eldest != null) {
            endIfAStrangers(eldest);
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent ended) {
        synchronized (eldestFirst) {
            eldestFirst.remove(ended.getSession().getId());
        }
    }

    private @Nullable HttpSession add(HttpSession session) {
        synchronized (eldestFirst) {
            eldestFirst.put(session.getId(), session);
            return eldestFirst.size() > MOST_OF_STRANGERS
                    ? eldestFirst.remove(eldestFirst.keySet().iterator().next())
                    : null;
        }
    }

    private static void endIfAStrangers(HttpSession session) {
        try {
            if (session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) == null) {
                session.invalidate();
            }
        } catch (IllegalStateException e) {
            // The session has ended already, perhaps under a newer id.
        }
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
