package dev.waybill.api;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionList;
import dev.waybill.connections.TestConnection;
import dev.waybill.operator.Audit;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The connections of this hub as JSON, and the test that logs in to one. */
@RestController
@RequestMapping("/api/connections")
class ConnectionApi {

    private final ConnectionList connections;
    private final TestConnection test;
    private final Audit audit;

    ConnectionApi(ConnectionList connections, TestConnection test, Audit audit) {
        this.connections = connections;
        this.test = test;
        this.audit = audit;
    }

    /** @param missing the settings that it lacks; empty if it can be used */
    record Row(String name, String kind, String address, boolean configured, String missing) {}

    @GetMapping
    List<Row> all() {
        return connections.all().stream()
                .map(each ->
                        new Row(each.name(), each.kind().word(), each.address(), each.configured(), each.missing()))
                .toList();
    }

    @PostMapping("/{name}/test")
    TestConnection.Seen test(@PathVariable String name, @RequestBody CommandBody body, Principal who)
            throws InterruptedException {
        Connection connection = connections.find(name);
        if (connection == null) {
            throw ApiResponses.notFound("There is no connection " + name);
        }
        if (!connection.configured()) {
            throw ApiResponses.conflict(
                    "The connection %s lacks its settings: %s".formatted(name, connection.missing()));
        }
        audit.record(body.command(who), "test", "connection", name);
        TestConnection.Seen seen = test.of(connection);
        if (seen == null) {
            throw ApiResponses.conflict("A test of the connection %s is under way".formatted(name));
        }
        return seen;
    }
}
