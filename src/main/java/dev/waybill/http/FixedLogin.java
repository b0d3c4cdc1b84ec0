package dev.waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.secret.LiveSecret;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** A login of the settings. After a 401 it is sent again all the same, since an operator fixes it at the other end. */
final class FixedLogin implements Login {

    private static final String AUTHORIZATION = "Authorization";

    private final LiveSecret secret;
    private final Function<String, Line> line;

    private FixedLogin(LiveSecret secret, Function<String, Line> line) {
        this.secret = secret;
        this.line = line;
    }

    static FixedLogin bearer(LiveSecret token) {
        return new FixedLogin(token, now -> new Line(AUTHORIZATION, "Bearer " + now, List.of(now)));
    }

    static FixedLogin basic(String username, LiveSecret password) {
        return new FixedLogin(password, now -> {
            String coded = Base64.getEncoder().encodeToString((username + ":" + now).getBytes(UTF_8));
            return new Line(AUTHORIZATION, "Basic " + coded, List.of(coded, now));
        });
    }

    static FixedLogin apiKey(String header, LiveSecret key) {
        return new FixedLogin(key, now -> new Line(header, now, List.of(now)));
    }

    @Override
    public Line line() {
        return line.apply(secret.text());
    }

    @Override
    public void refused(Line refused) {}

    @Override
    public String toString() {
        return "FixedLogin";
    }
}
