package dev.waybill.authorpages;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionList;
import dev.waybill.connections.TestConnection;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.pages.CommandRedirect;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The connections of this hub, and the button that tests one. */
@PageController
class ConnectionPages {

    private static final String REASON = "on the connections page";

    private final ConnectionList connections;
    private final TestConnection test;
    private final Audit audit;

    ConnectionPages(ConnectionList connections, TestConnection test, Audit audit) {
        this.connections = connections;
        this.test = test;
        this.audit = audit;
    }

    @GetMapping("/console/connections")
    String page(Model model) {
        model.addAttribute("rows", connections.all());
        return "connections";
    }

    @PostMapping("/console/connections/{name}/test")
    String test(@PathVariable String name, HttpServletRequest request, Principal who, RedirectAttributes next)
            throws InterruptedException {
        Connection connection = connections.find(name);
        if (connection == null || !connection.configured()) {
            throw new NotFound("There is no connection " + name + " with settings.");
        }
        audit.record(new Command(who.getName(), REASON, request.getRemoteAddr()), "test", "connection", name);
        TestConnection.Seen seen = test.of(connection);
        if (seen == null) {
            CommandRedirect.not(next, "A test of %s is under way.".formatted(name));
        } else {
            next.addFlashAttribute(seen.good() ? "done" : "refused", name + ": " + seen.sentence());
        }
        return "redirect:/console/connections";
    }
}
