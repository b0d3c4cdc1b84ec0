package dev.waybill.pages;

import dev.waybill.overview.FlowMap;
import dev.waybill.overview.Format;
import dev.waybill.overview.Overview;
import dev.waybill.overview.OverviewCache;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The home page: the alerts and the flow map. */
@PageController
class FlowPage {

    private final OverviewCache now;
    private final Format show;

    FlowPage(OverviewCache now, Format show) {
        this.now = now;
        this.show = show;
    }

    @GetMapping("/console")
    String flow(Model model) {
        Overview flow = now.latest();
        model.addAttribute("flow", flow);
        model.addAttribute("map", FlowMap.of(flow, show));
        return "flow";
    }
}
