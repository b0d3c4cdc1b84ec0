package dev.waybill.http;

import dev.waybill.connections.Connection;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.LiveTls;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A system that takes HTTP requests, with the hub's login there. */
final class HttpConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final Basics basics;
    private final HttpSettings settings;
    private final @Nullable Login login;
    private final LiveTls tls;
    private final Pool pool;

    HttpConnection(ConnectionSettings written, Clock clock, FollowFiles files, Pool pool) {
        this.pool = pool;
        this.settings = HttpSettings.of(written);
        this.basics = Basics.of(written, Kind.HTTP, settings.configured(), HttpSettings.WANTED);
        this.login = login(clock, files);
        this.tls = new LiveTls(settings.certificate());
        tls.load();
        tls.follow(files);
        if (settings.unencrypted()) {
            LOG.warn(
                    "{} is http://: documents go there unencrypted. Use https://, or set {}=true",
                    written.called("url"),
                    written.called("insecure"));
        }
    }

    private @Nullable Login login(Clock clock, FollowFiles files) {
        LiveSecret password = settings.password();
        LiveSecret key = settings.key();
        HttpSettings.OAuth oauth = settings.oauth();
        if (settings.token() != null) {
            return FixedLogin.bearer(files.follow(settings.token()));
        }
        if (password != null) {
            return FixedLogin.basic(Objects.requireNonNull(settings.username()), files.follow(password));
        }
        if (key != null) {
            return FixedLogin.apiKey(Objects.requireNonNull(settings.keyHeader()), files.follow(key));
        }
        return oauth == null ? null : new ClientCredentials(name(), oauth, files.follow(oauth.secret()), clock);
    }

    HttpClientConfigurer client() {
        return new PlainClient(login, settings.certificate().any() ? () -> pool.with(tls) : null);
    }

    @Override
    public Basics basics() {
        return basics;
    }

    @Override
    public String address() {
        return Objects.requireNonNullElse(settings.url(), "");
    }

    @Override
    public @Nullable String part(String part) {
        return part.equals("url") ? Objects.requireNonNullElse(settings.url(), "http://" + name() + ".invalid") : null;
    }

    @Override
    public List<String> secrets() {
        HttpSettings.OAuth oauth = settings.oauth();
        if (oauth != null) {
            return List.of(oauth.secret().text());
        }
        return login instanceof FixedLogin fixed ? fixed.line().secrets() : List.of();
    }

    @Override
    public String test() throws Exception {
        return new TestHttp(address(), login, () -> pool.with(tls)).seen();
    }
}
