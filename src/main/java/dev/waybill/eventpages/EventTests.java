package dev.waybill.eventpages;

import dev.waybill.body.Download;
import dev.waybill.body.ShownBodies;
import dev.waybill.operator.AuditReading;
import dev.waybill.pages.CommandRedirect;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.Busy;
import dev.waybill.pages.PageProblem.Forbidden;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.plan.TestOfEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The test of an event as a download, with masked members replaced, since it goes into a folder that many see. */
@PageController
class EventTests {

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final TestOfEvent tests;
    private final ShownBodies bodies;
    private final AuditReading reading;

    EventTests(TestOfEvent tests, ShownBodies bodies, AuditReading reading) {
        this.tests = tests;
        this.bodies = bodies;
        this.reading = reading;
    }

    @GetMapping("/console/events/{id}/test")
    ResponseEntity<byte[]> test(@PathVariable long id, HttpServletRequest who) throws InterruptedException {
        if (!bodies.showsAll(who::isUserInRole)) {
            throw new Forbidden(ShownBodies.NOT_FOR_VIEWERS);
        }
        String test =
                switch (tests.of(id, body -> bodies.withoutMasked(body).orElse(NOTHING))) {
                    case TestOfEvent.Answer.Made(String made) -> made;
                    case TestOfEvent.Answer.Absent() ->
                        throw new NotFound("There is no event %d, or its body is purged.".formatted(id));
                    case TestOfEvent.Answer.Busy() -> throw new Busy("Tests of other events are being made.");
                };
        reading.of(CommandRedirect.reads(who), "event", id);
        return Download.of(test.getBytes(StandardCharsets.UTF_8), "event-%d.test.yaml".formatted(id));
    }
}
