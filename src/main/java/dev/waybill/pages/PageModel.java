package dev.waybill.pages;

import dev.waybill.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page knows: who looks at it, and whether commands are to be offered. */
@ControllerAdvice(basePackageClasses = PageModel.class)
class PageModel {

    private final Show show;

    PageModel(Show show) {
        this.show = show;
    }

    @ModelAttribute("show")
    Show show() {
        return show;
    }

    @ModelAttribute("who")
    String who(@Nullable Principal principal) {
        return principal == null ? "" : principal.getName();
    }

    @ModelAttribute("operator")
    boolean operator(HttpServletRequest request) {
        return request.isUserInRole(Role.OPERATOR.name());
    }
}
