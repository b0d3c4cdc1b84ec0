package dev.waybill.pages;

import dev.waybill.pages.PageProblem.Busy;
import dev.waybill.pages.PageProblem.Forbidden;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.pages.PageProblem.SearchBusy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Shows a page for an error, with the cause and advice. Comes before the API's handlers of the same exceptions. */
@ControllerAdvice(annotations = PageController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageFaults {

    private final PageModel model;

    PageFaults(PageModel model) {
        this.model = model;
    }

    @ExceptionHandler
    ModelAndView absent(NotFound absent, HttpServletRequest request) {
        return page(
                request,
                HttpStatus.NOT_FOUND,
                String.valueOf(absent.getMessage()),
                "It may have been deleted, or the address is wrong.");
    }

    @ExceptionHandler
    ModelAndView unfit(InvalidInput unfit, HttpServletRequest request) {
        return page(
                request,
                HttpStatus.BAD_REQUEST,
                String.valueOf(unfit.getMessage()),
                "Nothing was changed. Go back and correct it.");
    }

    @ExceptionHandler
    ModelAndView forbidden(Forbidden forbidden, HttpServletRequest request) {
        return page(request, HttpStatus.FORBIDDEN, String.valueOf(forbidden.getMessage()), "An operator can see it.");
    }

    @ExceptionHandler
    ModelAndView busy(Busy busy, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Retry-After", "5");
        return page(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                String.valueOf(busy.getMessage()),
                "Load this page again in a moment.");
    }

    @ExceptionHandler
    ModelAndView busy(SearchBusy busy, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Retry-After", "5");
        return page(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "All search connections are in use.",
                "Load this page again in a moment; its address contains the whole search.");
    }

    @ExceptionHandler({MethodArgumentTypeMismatchException.class, MissingServletRequestParameterException.class})
    ModelAndView mistyped(HttpServletRequest request) {
        return page(request, HttpStatus.BAD_REQUEST, "A value in this address is not valid.", "Nothing was changed.");
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ModelAndView away(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Retry-After", "5");
        return page(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database does not answer.",
                "Until it does, webhooks are answered 503, and nothing is lost. After a command, check whether it took"
                        + " effect before you repeat it.");
    }

    private ModelAndView page(HttpServletRequest request, HttpStatus status, String sentence, String advice) {
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("show", model.show());
        page.addObject("who", model.who(request.getUserPrincipal()));
        page.addObject("operator", model.operator(request));
        page.addObject("status", status.value());
        page.addObject("sentence", sentence);
        page.addObject("advice", advice);
        return page;
    }
}
