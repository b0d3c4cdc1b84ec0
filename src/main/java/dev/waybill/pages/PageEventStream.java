package dev.waybill.pages;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The stream that open pages listen to. */
@PageController
class PageEventStream {

    private final PageEvents live;

    PageEventStream(PageEvents live) {
        this.live = live;
    }

    /** Answers 503 when too many pages listen; the page then refreshes itself now and then. */
    @GetMapping("/console/live")
    ResponseEntity<StreamingResponseBody> live() {
        if (!live.hasRoom()) {
            return ResponseEntity.status(503).header("Retry-After", "60").build();
        }
        return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(out -> {
            try {
                live.stream(out);
            } catch (IOException e) {
                // The viewer is gone.
            }
        });
    }
}
