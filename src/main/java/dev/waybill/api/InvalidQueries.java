package dev.waybill.api;

import dev.waybill.search.InvalidQuery;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers 400 to an invalid search, with the sentence that says why. */
@RestControllerAdvice(basePackageClasses = InvalidQueries.class)
class InvalidQueries {

    @ExceptionHandler
    ProblemDetail unfit(InvalidQuery unfit) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(unfit.getMessage()));
    }
}
