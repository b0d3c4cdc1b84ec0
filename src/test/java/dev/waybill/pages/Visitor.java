package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser that has cookies and forms, and nothing else. */
public final class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final ConsoleHub hub;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private String token = "";

    Visitor(ConsoleHub hub) {
        this.hub = hub;
    }

    /** Opens the console as this user. */
    public static Visitor signedIn(ConsoleHub hub, String name) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(hub);
        visitor.get("/console/login");
        HttpResponse<String> answer =
                visitor.post("/console/login", Map.of("name", name, "password", TestAccess.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(302);
        visitor.get("/console");
        return visitor;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = http.send(asked(path).GET().build(), BodyHandlers.ofString());
        Matcher found = TOKEN.matcher(page.body());
        if (found.find()) {
            token = found.group(1);
        }
        return page;
    }

    /** Sends a form as a page of the console does. */
    public HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.putIfAbsent("_csrf", token);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                asked(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Asks somebody else, without our cookies. */
    public static HttpResponse<String> elsewhere(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** The session's cookie. */
    public String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("waybill"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** As when the session has ended while a page was open. */
    public void forgetCookies() {
        cookies.getCookieStore().removeAll();
    }

    public static List<String> setCookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create(hub.at(path)))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "text/html");
    }
}
