package dev.waybill.api;

import dev.waybill.operator.CommandResult;
import dev.waybill.replay.MatchPreview.Sample;
import dev.waybill.replay.PreviewResult;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayJobs;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Replays by filter, as JSON: preview, start, cancel, throttle, and progress. */
@RestController
@RequestMapping("/api/replays")
class ReplayApi {

    private static final int PAGE = 100;

    private final ReplayJobs jobs;

    ReplayApi(ReplayJobs jobs) {
        this.jobs = jobs;
    }

    record Preview(ReplayJob job, long count, List<Sample> sample) {}

    /** A new rate for a job. */
    record Throttle(@Nullable String reason, @Nullable Integer perSecond) {}

    @PostMapping
    ResponseEntity<Preview> preview(@RequestBody ReplayBody body, Principal who) {
        return switch (jobs.preview(body.request(), body.command(who))) {
            case PreviewResult.Made(ReplayJob job, List<Sample> sample) ->
                ResponseEntity.created(URI.create("/api/replays/" + job.id()))
                        .body(new Preview(job, job.matched(), sample));
            case PreviewResult.Unfit(String sentence) -> throw ApiResponses.badRequest(sentence);
            case PreviewResult.TooMuch(String sentence) -> throw ApiResponses.conflict(sentence);
        };
    }

    @PostMapping("/{id}/start")
    ResponseEntity<?> start(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, jobs.start(id, body.command(who), body.confirm()));
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<?> cancel(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, jobs.cancel(id, body.command(who)));
    }

    @PostMapping("/{id}/throttle")
    ResponseEntity<?> throttle(@PathVariable long id, @RequestBody Throttle body, Principal who) {
        if (body.perSecond() == null || body.perSecond() < 1 || body.perSecond() > ReplayJobs.MOST_PER_SECOND) {
            throw ApiResponses.badRequest("perSecond takes 1 to " + ReplayJobs.MOST_PER_SECOND);
        }
        return answer(id, jobs.throttle(id, body.perSecond(), CommandBody.command(who, body.reason())));
    }

    @GetMapping
    List<ReplayJob> newest() {
        return jobs.newest(PAGE);
    }

    @GetMapping("/{id}")
    ReplayJob job(@PathVariable long id) {
        return jobs.find(id).orElseThrow(() -> ApiResponses.notFound(absent(id)));
    }

    private static ResponseEntity<?> answer(long id, CommandResult result) {
        return ApiResponses.of(result, absent(id));
    }

    private static String absent(long id) {
        return "There is no replay job " + id;
    }
}
