package dev.waybill.pages;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Home: what needs attention, and what flows where. */
@Controller
class FlowPage {

    private final FlowNow now;
    private final Show show;

    FlowPage(FlowNow now, Show show) {
        this.now = now;
        this.show = show;
    }

    @GetMapping("/console")
    String flow(Model model) {
        Flow flow = now.latest();
        model.addAttribute("flow", flow);
        model.addAttribute("map", FlowMap.of(flow, show));
        return "flow";
    }
}
