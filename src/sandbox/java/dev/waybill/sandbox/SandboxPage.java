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
 * {@code /sandbox} on the management port: what the servers hold, what the simulator sent, and the ERP's switch. It is a
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
        <h2>The ERP is %s</h2>
        <p class="modes">%s</p>
        <div class="columns">
        <section><h2>ERP</h2>%s</section>
        <section><h2>Mails</h2>%s</section>
        <section><h2>Files</h2>%s</section>
        </div>
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
                .POST("/sandbox/erp", this::switchErp)
                .build();
    }

    private ServerResponse switchErp(ServerRequest request) throws Exception {
        String wanted = request.body(JsonNode.class).path("mode").asText();
        return Arrays.stream(ErpMode.values())
                .filter(mode -> mode.name().equals(wanted))
                .findFirst()
                .map(mode -> {
                    world.erp().mode(mode);
                    return ServerResponse.ok().body(Map.of("mode", mode));
                })
                .orElseGet(() -> ServerResponse.badRequest().body(Map.of("modes", ErpMode.values())));
    }

    private String html() {
        String modes = Arrays.stream(ErpMode.values())
                .map(mode -> "<button data-mode=\"%s\"%s>%s</button>"
                        .formatted(mode, mode == world.erp().mode() ? " disabled" : "", mode))
                .collect(Collectors.joining(" "));
        return PAGE.formatted(
                HtmlUtils.htmlEscape(counts()),
                world.erp().mode(),
                modes,
                list(chronicle.erp()),
                list(chronicle.mails()),
                list(chronicle.files()));
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
