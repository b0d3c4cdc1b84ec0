package dev.waybill.overview;

import dev.waybill.body.ShownBodies;
import dev.waybill.overview.Overview.Attention;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The alerts as JSON, for paging systems: the same list as on the page, the worst first. */
@RestController
class AttentionApi {

    private final OverviewCache flow;
    private final ShownBodies bodies;

    AttentionApi(OverviewCache flow, ShownBodies bodies) {
        this.flow = flow;
        this.bodies = bodies;
    }

    @GetMapping("/api/attention")
    List<Attention> attention(HttpServletRequest who) {
        boolean all = bodies.showsAll(who::isUserInRole);
        return flow.latest().attention().stream()
                .map(one -> all || one.error() == null ? one : one.without(ShownBodies.HIDDEN))
                .toList();
    }

    /** Answers 503 as JSON, since a program needs no page. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDetail> away() {
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(status, "The database does not answer."));
    }
}
