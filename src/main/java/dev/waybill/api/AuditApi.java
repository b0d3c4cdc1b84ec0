package dev.waybill.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.body.ShownBodies;
import dev.waybill.operator.AuditChain;
import dev.waybill.operator.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The audit as JSON: page by page, or all of it as JSON lines, and a check that it is unchanged. */
@RestController
@RequestMapping("/api/audit")
class AuditApi {

    private static final int PAGE = 100;
    private static final int BATCH = 1000;
    private static final String HASH = "[0-9a-fA-F]{64}";

    private final AuditLog log;
    private final AuditChain chain;
    private final ShownBodies bodies;
    private final ObjectMapper json;

    AuditApi(AuditLog log, AuditChain chain, ShownBodies bodies, ObjectMapper json) {
        this.bodies = bodies;
        this.log = log;
        this.chain = chain;
        this.json = json;
    }

    /**
     * Returns a page, the newest entry first.
     *
     * @param before the last id of the page before
     */
    @GetMapping
    List<AuditLog.Entry> page(@RequestParam(defaultValue = "9223372036854775807") long before, HttpServletRequest who) {
        return log.page(before, PAGE).stream().map(shown(who)).toList();
    }

    /**
     * Returns entries as JSON lines, the oldest first.
     *
     * @param after the last id of the export before; only ids above it are returned
     */
    @GetMapping(params = "format=jsonl")
    ResponseEntity<StreamingResponseBody> lines(@RequestParam(defaultValue = "0") long after, HttpServletRequest who) {
        UnaryOperator<AuditLog.Entry> shown = shown(who);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(out -> write(out, after, shown));
    }

    /**
     * Returns an entry as this user may see it. Operators' own words are for all; the hub's error texts may repeat
     * masked values.
     */
    private UnaryOperator<AuditLog.Entry> shown(HttpServletRequest who) {
        boolean all = bodies.showsAll(who::isUserInRole);
        return entry -> all || !entry.saidByHub() ? entry : entry.saying(ShownBodies.HIDDEN);
    }

    private void write(OutputStream out, long after, UnaryOperator<AuditLog.Entry> shown) throws IOException {
        List<AuditLog.Entry> batch = log.after(after, BATCH);
        while (!batch.isEmpty()) {
            for (AuditLog.Entry entry : batch) {
                out.write(json.writeValueAsBytes(shown.apply(entry)));
                out.write('\n');
            }
            out.flush();
            batch = log.after(batch.getLast().id(), BATCH);
        }
    }

    /**
     * Verifies the chain of hashes.
     *
     * @param seal the number of a link of the chain that was noted before, together with {@code hash}
     */
    @GetMapping("/verify")
    AuditChain.Verdict verify(
            @RequestParam(required = false) @Nullable Long seal,
            @RequestParam(required = false) @Nullable String hash) {
        if ((seal == null) != (hash == null) || hash != null && !hash.matches(HASH)) {
            throw ApiResponses.badRequest("\"seal\" and \"hash\" are required together; a hash has 64 hex digits");
        }
        return chain.verify(seal == null || hash == null ? null : new AuditChain.Head(seal, hash));
    }
}
