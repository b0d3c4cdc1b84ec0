package dev.waybill.management;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * The reason why a request is refused.
 *
 * @param status the HTTP status
 * @param title the kind of refusal
 * @param detail the advice to the caller
 */
record Refusal(int status, String title, String detail) {

    ProblemDetail asProblem() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
        problem.setTitle(title);
        return problem;
    }
}
