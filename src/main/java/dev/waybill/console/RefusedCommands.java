package dev.waybill.console;

import dev.waybill.access.Denied;
import dev.waybill.access.Trail;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sees the commands that were not obeyed, of the API and of the pages. */
@Component
class RefusedCommands implements HandlerInterceptor, WebMvcConfigurer {

    private static final Set<Integer> REFUSALS = Set.of(403, 409);

    private final Trail trail;

    RefusedCommands(Trail trail) {
        this.trail = trail;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**", "/console/**");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception fault) {
        Principal who = request.getUserPrincipal();
        Object told = request.getAttribute(Denied.TOLD);
        boolean refused = REFUSALS.contains(response.getStatus()) || told != null;
        if (who != null && refused && request.getDispatcherType() == DispatcherType.REQUEST) {
            trail.refused(
                    who.getName(),
                    request.getRemoteAddr(),
                    request.getMethod() + " " + request.getRequestURI(),
                    told == null ? "answered " + response.getStatus() : String.valueOf(told));
        }
    }
}
