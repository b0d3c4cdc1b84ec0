package dev.waybill.api;

import dev.waybill.body.Named;
import dev.waybill.body.ShownBodies;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.UnreadableBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.operator.AuditReading;
import dev.waybill.plan.Plan;
import dev.waybill.plan.PlanStore;
import dev.waybill.plan.Plans;
import dev.waybill.plan.Selection;
import dev.waybill.routes.Finding;
import dev.waybill.routes.FindingsAsJson;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plans, as JSON: make one of a zipped bundle, follow it, end it. */
@RestController
@RequestMapping("/api/plans")
class PlanApi {

    private static final int PAGE = 50;
    private static final int LAST = 200;
    private static final String OPERATOR = "ROLE_OPERATOR";
    private static final String REASON = "a plan";

    private final Plans plans;
    private final PlanStore store;
    private final AuditReading reading;
    private final ShownBodies bodies;

    PlanApi(Plans plans, PlanStore store, AuditReading reading, ShownBodies bodies) {
        this.plans = plans;
        this.store = store;
        this.reading = reading;
        this.bodies = bodies;
    }

    /**
     * The order of a plan.
     *
     * @param zip the bundle, as a ZIP file in Base64
     */
    record PlanBody(
            byte @Nullable [] zip,
            @Nullable Integer last,
            @Nullable Duration within,
            @Nullable String type,
            @Nullable String source,
            @Nullable String order,
            @Nullable String reason) {

        /** @throws IllegalArgumentException if the number or the time is out of bounds */
        Selection selection() {
            return new Selection(
                    last == null ? LAST : last,
                    within,
                    RequestChecks.text("type", type),
                    RequestChecks.text("source", source),
                    RequestChecks.text("order", order));
        }
    }

    @PostMapping
    ResponseEntity<?> make(@RequestBody PlanBody body, Principal who) {
        String refusal = plans.refusal();
        if (refusal != null) {
            throw ApiResponses.conflict(refusal);
        }
        Selection selection;
        Bundle bundle;
        try {
            selection = body.selection();
            bundle = ZippedBundle.read(body.zip() == null ? new byte[0] : body.zip());
        } catch (IllegalArgumentException | UnreadableBundle e) {
            throw ApiResponses.badRequest(String.valueOf(e.getMessage()));
        }
        return switch (plans.make(
                bundle, selection, CommandBody.command(who, body.reason() == null ? REASON : body.reason()))) {
            case Plans.Answer.Begun(long id) ->
                ResponseEntity.created(URI.create("/api/plans/" + id)).body(found(id));
            case Plans.Answer.Wrong(List<Finding> findings) ->
                ResponseEntity.unprocessableEntity()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(FindingsAsJson.of(findings));
            case Plans.Answer.Busy() ->
                throw ApiResponses.conflict("Another plan runs on this hub. Wait, or cancel it");
        };
    }

    /** Samples hold parts of bodies, so that only operators see them, and the audit records it. */
    @GetMapping("/{id}")
    Plan plan(@PathVariable long id, HttpServletRequest request) {
        Plan plan = shown(found(id), request);
        if (!request.isUserInRole(OPERATOR)) {
            return plan.withoutSamples();
        }
        if (plan.result() != null && !plan.result().samples().isEmpty()) {
            reading.of(CommandBody.reads(request), "plan", id);
        }
        return plan;
    }

    @GetMapping
    List<Plan> newest(HttpServletRequest request) {
        return store.newest(PAGE).stream()
                .map(plan -> shown(plan.withoutSamples(), request))
                .toList();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> cancel(@PathVariable long id, Principal who) {
        if (store.find(id).isEmpty()) {
            throw ApiResponses.notFound(absent(id));
        }
        if (!store.cancel(id, CommandBody.command(who, REASON))) {
            throw ApiResponses.conflict("Plan %d does not run".formatted(id));
        }
        return ResponseEntity.noContent().build();
    }

    /** Leaves the order out of the selection where the mask hides such names. */
    private Plan shown(Plan plan, HttpServletRequest who) {
        return bodies.hides(who::isUserInRole).contains(Named.GROUP) ? plan.withoutOrder() : plan;
    }

    private Plan found(long id) {
        return store.find(id).orElseThrow(() -> ApiResponses.notFound(absent(id)));
    }

    private static String absent(long id) {
        return "There is no plan " + id;
    }
}
