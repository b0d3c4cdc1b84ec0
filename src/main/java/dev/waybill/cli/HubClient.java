package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.routes.SourceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The management port of a running hub, as a command asks it. */
final class HubClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:WAYBILL_URL:-http://127.0.0.1:8081}",
            description = "the hub's management port (WAYBILL_URL; default: ${DEFAULT-VALUE})")
    private URI url = URI.create("http://127.0.0.1:8081");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:WAYBILL_TOKEN_FILE}",
            description = "a file with an operator's token (WAYBILL_TOKEN_FILE; else the token is in WAYBILL_TOKEN)")
    private @Nullable Path tokenFile;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** The answer of the hub: its status, and its JSON if it has any. */
    record Answer(int status, JsonNode body) {

        /** Returns the sentence of a problem, or the status alone. */
        String problem() {
            return body.path("detail").asText("the hub answered " + status);
        }

        /** Prints the mistakes of a bundle, each as {@code path:line:column: sentence}. */
        void printFindings(PrintWriter out) {
            body.forEach(each -> out.println("%s:%d:%d: %s"
                    .formatted(
                            each.path("path").asText(),
                            each.path("line").asInt(),
                            each.path("column").asInt(),
                            each.path("message").asText())));
        }
    }

    Answer post(String path, JsonNode body) throws IOException, InterruptedException {
        return post(path, body, PATIENCE);
    }

    /** @param patience the time in which the hub has to answer */
    Answer post(String path, JsonNode body, Duration patience) throws IOException, InterruptedException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        if (bytes.length > MOST) {
            throw new IOException(
                    "The folder is too large to be sent: %d KB as a ZIP file in Base64, and a hub takes %d KB."
                            .formatted(bytes.length >> 10, MOST >> 10));
        }
        return send(path, "POST", "application/json", BodyPublishers.ofByteArray(bytes), patience);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(path, "GET", null, BodyPublishers.noBody(), PATIENCE);
    }

    String page(String path) {
        return url.resolve(path).toString();
    }

    private Answer send(String path, String method, @Nullable String contentType, BodyPublisher body, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token())
                .method(method, body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new IOException(
                    "No hub answers at %s. Is it running? Name its management port by --url or WAYBILL_URL."
                            .formatted(url),
                    e);
        } catch (HttpTimeoutException e) {
            throw new IOException("The hub at %s did not answer within %d s.".formatted(url, patience.toSeconds()), e);
        }
        if ((answer.statusCode() == 404 || answer.statusCode() == 405) && !isManagementPort()) {
            throw new IOException("Another port answers at %s. Name the hub's management port by --url or WAYBILL_URL."
                    .formatted(url));
        }
        if (answer.statusCode() == 401) {
            throw new IOException("The hub at %s does not know the token.".formatted(url));
        }
        if (answer.statusCode() == 403) {
            throw new IOException("The token may not do that: it takes an operator's.");
        }
        return new Answer(answer.statusCode(), json(answer.body()));
    }

    /** Asks the port for its health, which only the management port has there. */
    private boolean isManagementPort() throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(url.resolve("/actuator/health/liveness"))
                .timeout(PATIENCE)
                .build();
        int status = http.send(question, BodyHandlers.discarding()).statusCode();
        return status == 200 || status == 503;
    }

    private String token() throws IOException {
        if (tokenFile != null) {
            return Files.readString(SourceFile.here().resolve(tokenFile)).strip();
        }
        String token = System.getenv("WAYBILL_TOKEN");
        if (token == null || token.isBlank()) {
            throw new IOException("No token: set WAYBILL_TOKEN, or --token-file to a file that holds it.");
        }
        return token.strip();
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new IOException("The answer is not a hub's: it is no JSON.", e);
        }
    }
}
