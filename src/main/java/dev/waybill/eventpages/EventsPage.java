package dev.waybill.eventpages;

import dev.waybill.body.ShownBodies;
import dev.waybill.overview.Overview;
import dev.waybill.overview.OverviewCache;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.SearchBusy;
import dev.waybill.search.EventQuery;
import dev.waybill.search.InvalidQuery;
import dev.waybill.search.SearchPage;
import dev.waybill.search.Searches;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search for events by any of their names; the newest first. */
@PageController
class EventsPage {

    private final Searches searches;
    private final ShownBodies bodies;
    private final OverviewCache flow;

    EventsPage(Searches searches, ShownBodies bodies, OverviewCache flow) {
        this.searches = searches;
        this.bodies = bodies;
        this.flow = flow;
    }

    /** Shows the results. The error of an invalid search is shown above the form, which keeps the typed values. */
    @GetMapping("/console/events")
    String events(
            @RequestParam MultiValueMap<String, String> parameters,
            Model model,
            HttpServletRequest who,
            HttpServletResponse response) {
        SearchForm form = SearchForm.of(parameters);
        boolean texts = bodies.showsAll(who::isUserInRole);
        Overview now = flow.latest();
        model.addAttribute("form", form);
        model.addAttribute("texts", texts);
        model.addAttribute(
                "types",
                now.edges().stream()
                        .map(Overview.Edge::type)
                        .distinct()
                        .sorted()
                        .toList());
        model.addAttribute(
                "destinations",
                now.destinations().stream().map(line -> line.now().name()).toList());
        try {
            EventQuery query = form.query();
            if (query.text() != null && !texts) {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                model.addAttribute("refused", ShownBodies.NOT_FOR_VIEWERS);
                return "events";
            }
            if (query.by() != null && bodies.hidesSearch(query.by().name(), who::isUserInRole)) {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                model.addAttribute("refused", ShownBodies.NO_SEARCH);
                return "events";
            }
            SearchPage found = searches.search(query).orElseThrow(SearchBusy::new);
            model.addAttribute("found", found);
            model.addAttribute("bounded", found.next() != null && found.events().size() < query.limit());
        } catch (InvalidQuery unfit) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("refused", unfit.getMessage());
        }
        return "events";
    }
}
