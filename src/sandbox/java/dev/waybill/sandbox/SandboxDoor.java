package dev.waybill.sandbox;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.security.web.SecurityFilterChain;

/** Lets everybody on this machine at the sandbox's own page: nothing of it is real. It comes before the hub's doors. */
final class SandboxDoor implements SecurityFilterChain, Ordered {

    @Override
    public boolean matches(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/sandbox") || path.startsWith("/sandbox/");
    }

    @Override
    public List<Filter> getFilters() {
        return List.of();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
