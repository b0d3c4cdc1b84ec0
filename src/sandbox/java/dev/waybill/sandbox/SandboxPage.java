package dev.waybill.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/**
 * {@code /sandbox} on the management port: what the servers hold, what the simulator sent, and the switch of each. It is a
 * router function, not a controller: no scan of the test tree may find it when no sandbox runs.
 */
final class SandboxPage {

    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="refresh" content="3">
        <title>Waybill sandbox</title>
        <link rel="stylesheet" href="/sandbox/sandbox.css">
        <script src="/sandbox/sandbox.js" defer></script>
        </head>
        <body>
        <h1>Waybill sandbox</h1>
        <p>%s</p>
        <div class="columns">
        %s
        </div>
        </body>
        </html>
        """;

    private static final String COLUMN = """
        <section><h2><a href="/sandbox/%1$s">%1$s</a> is %2$s</h2>
        <p class="modes">%3$s</p>
        %4$s</section>\
        """;

    private static final String ARRIVED = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Waybill sandbox: %1$s</title>
        <link rel="stylesheet" href="/sandbox/sandbox.css">
        </head>
        <body>
        <h1>All that reached %1$s</h1>
        <p><a href="/sandbox">The sandbox</a></p>
        %2$s
        </body>
        </html>
        """;

    private final World world;
    private final Chronicle chronicle;
    private final Simulator simulator;
    private final OtherSenders others;

    SandboxPage(World world, Chronicle chronicle, Simulator simulator, OtherSenders others) {
        this.world = world;
        this.chronicle = chronicle;
        this.simulator = simulator;
        this.others = others;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/sandbox", request -> ok(MediaType.TEXT_HTML).body(html().getBytes(UTF_8)))
                .GET(
                        "/sandbox/sandbox.css",
                        request -> ok(new MediaType("text", "css")).body(resource("sandbox.css")))
                .GET(
                        "/sandbox/sandbox.js",
                        request -> ok(new MediaType("text", "javascript")).body(resource("sandbox.js")))
                .GET("/sandbox/{name}", this::arrived)
                .POST("/sandbox/{name}", this::flip)
                .build();
    }

    private ServerResponse flip(ServerRequest request) throws Exception {
        StandIn standIn = world.find(request.pathVariable("name"));
        if (standIn == null) {
            return ServerResponse.notFound().build();
        }
        String wanted = request.body(JsonNode.class).path("mode").asText();
        return standIn.mode(wanted)
                ? ServerResponse.ok().body(Map.of("mode", wanted))
                : ServerResponse.badRequest()
                        .body(Map.of("modes", standIn.modes().keySet()));
    }

    private ServerResponse arrived(ServerRequest request) {
        StandIn standIn = world.find(request.pathVariable("name"));
        if (standIn == null) {
            return ServerResponse.notFound().build();
        }
        String all = chronicle.latest(standIn.name()).stream()
                .map(each -> "<h2>%s</h2><pre>%s</pre>"
                        .formatted(HtmlUtils.htmlEscape(each.line()), HtmlUtils.htmlEscape(each.whole())))
                .collect(Collectors.joining("\n"));
        return ok(MediaType.TEXT_HTML)
                .body(ARRIVED.formatted(HtmlUtils.htmlEscape(standIn.name()), all)
                        .getBytes(UTF_8));
    }

    private String html() {
        return PAGE.formatted(
                HtmlUtils.htmlEscape(counts()),
                world.standIns().stream().map(this::column).collect(Collectors.joining("\n")));
    }

    private String column(StandIn standIn) {
        String name = HtmlUtils.htmlEscape(standIn.name());
        String modes = standIn.modes().keySet().stream()
                .map(mode -> "<button data-name=\"%s\" data-mode=\"%s\"%s>%s</button>"
                        .formatted(name, mode, mode.equals(standIn.mode()) ? " disabled" : "", mode))
                .collect(Collectors.joining(" "));
        List<String> lines = chronicle.latest(standIn.name()).stream()
                .limit(Chronicle.SHOWN)
                .map(Chronicle.Arrived::line)
                .toList();
        return COLUMN.formatted(name, standIn.mode(), modes, list(lines));
    }

    private String counts() {
        String sent = Arrays.stream(Traffic.Kind.values())
                .map(kind -> "%d %s"
                        .formatted(
                                simulator.sent().getOrDefault(kind, 0L),
                                kind.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        return "Covver sent %s. Not taken and sent again: %d. Answered otherwise than promised: %d. %s"
                .formatted(sent, simulator.notTaken(), simulator.surprises(), String.join(", ", others.told()));
    }

    private static String list(List<String> lines) {
        return lines.isEmpty()
                ? "<p>Nothing yet.</p>"
                : lines.stream()
                        .map(line -> "<li>" + HtmlUtils.htmlEscape(line) + "</li>")
                        .collect(Collectors.joining("", "<ol>", "</ol>"));
    }

    private static ServerResponse.BodyBuilder ok(MediaType type) {
        return ServerResponse.ok().contentType(new MediaType(type, UTF_8));
    }

    private static byte[] resource(String name) throws IOException {
        return new ClassPathResource(name, SandboxPage.class).getContentAsByteArray();
    }
}
