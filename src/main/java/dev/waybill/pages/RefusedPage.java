package dev.waybill.pages;

import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.signin.DenialReason;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page for requests that no other page answered: a refused command, an unknown address, an error inside the hub.
 */
@PageController
class RefusedPage {

    /** The path to which the console sends such errors. */
    static final String PATH = "/console/error";

    @RequestMapping("/console/**")
    String nowhere() {
        throw new NotFound("There is no such page.");
    }

    @RequestMapping(PATH)
    ModelAndView error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpStatus.NOT_FOUND.value();
        ModelAndView page = new ModelAndView("error", HttpStatus.valueOf(status));
        page.addObject("status", status);
        Object denied = request.getAttribute(DenialReason.ATTRIBUTE);
        if (denied == DenialReason.SESSION_ENDED) {
            page.addObject("sentence", "Your session ended before this command arrived.");
            page.addObject("advice", "Nothing was changed. Sign in and send it again.");
        } else if (denied == DenialReason.VIEWER) {
            page.addObject("sentence", "This needs the role OPERATOR; you are a viewer.");
            page.addObject(
                    "advice",
                    "Nothing was changed. The administrator of waybill.console.users can give you that role.");
        } else if (status == HttpStatus.NOT_FOUND.value()) {
            page.addObject("sentence", "There is no such page.");
            page.addObject("advice", "Check the address.");
        } else {
            page.addObject("sentence", "This request failed.");
            page.addObject(
                    "advice", "Check whether it took effect before you repeat it; the hub's log has the details.");
        }
        return page;
    }
}
