package dev.waybill.signin;

import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.Session;

/** Names the session's cookie so that no other host can set it, if browsers use TLS. */
record HostCookie(ServerProperties server) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        Cookies cookies = Cookies.of(server);
        Session.Cookie cookie = tomcat.getSession().getCookie();
        if (cookies.secure() && cookie.getName() != null) {
            cookie.setName(cookies.name(cookie.getName()));
            cookie.setSecure(true);
            cookie.setPath("/");
        }
    }
}
