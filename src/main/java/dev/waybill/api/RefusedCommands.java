package dev.waybill.api;

import dev.waybill.accounts.RefusalTrail;
import dev.waybill.signin.DenialReason;
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

/** Records the refused commands of the API and of the pages. */
@Component
class RefusedCommands implements HandlerInterceptor, WebMvcConfigurer {

    private static final Set<Integer> REFUSALS = Set.of(403, 409);

    private final RefusalTrail trail;

    RefusedCommands(RefusalTrail trail) {
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
        Object told = request.getAttribute(DenialReason.TOLD);
        if (who != null
                && isRefused(request, response.getStatus(), told != null)
                && request.getDispatcherType() == DispatcherType.REQUEST) {
            trail.refused(
                    who.getName(),
                    request.getRemoteAddr(),
                    RefusalTrail.asked(request),
                    told == null ? "answered " + response.getStatus() : String.valueOf(told));
        }
    }

    /**
     * True for a refused command. A page shows the refusal after a redirect, the API by its status. A mistyped or
     * missing address is no command.
     */
    private static boolean isRefused(HttpServletRequest request, int status, boolean told) {
        boolean command = !request.getMethod().equals("GET");
        return REFUSALS.contains(status) || command && told && (status < 400 || status == 503);
    }
}
