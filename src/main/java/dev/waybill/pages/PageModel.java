package dev.waybill.pages;

import dev.waybill.accounts.Role;
import dev.waybill.body.ShownBodies;
import dev.waybill.overview.Format;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The values that every page has: the user, and whether commands are offered. */
@ControllerAdvice(annotations = PageController.class)
class PageModel {

    private final Format show;

    private final ShownBodies bodies;

    PageModel(Format show, ShownBodies bodies) {
        this.show = show;
        this.bodies = bodies;
    }

    /** Returns the event names and error texts as this viewer may see them. */
    @ModelAttribute("seen")
    ReaderView seen(HttpServletRequest request) {
        return new ReaderView(bodies.hides(request::isUserInRole), bodies.showsAll(request::isUserInRole));
    }

    @ModelAttribute("show")
    Format show() {
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
