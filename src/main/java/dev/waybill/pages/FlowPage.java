package dev.waybill.pages;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** Home: what needs attention, and what flows where. */
@Controller
class FlowPage {

    private final FlowNow now;
    private final Show show;

    FlowPage(FlowNow now, Show show) {
        this.now = now;
        this.show = show;
    }

    /** The page, or, when it refreshes itself, its moving part. */
    @GetMapping("/console")
    String flow(Model model, @RequestHeader(name = "HX-Request", defaultValue = "false") boolean refresh) {
        Flow flow = now.latest();
        model.addAttribute("flow", flow);
        model.addAttribute("map", FlowMap.of(flow, show));
        return refresh ? "flow :: moving" : "flow";
    }
}
