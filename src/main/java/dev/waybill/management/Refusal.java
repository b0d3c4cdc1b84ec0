package dev.waybill.management;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * Why a request does not get in.
 *
 * @param status of HTTP
 * @param title the kind of refusal
 * @param detail what the caller can do about it
 */
record Refusal(int status, String title, String detail) {

    ProblemDetail asProblem() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
        problem.setTitle(title);
        return problem;
    }
}
