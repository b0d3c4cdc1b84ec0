package dev.waybill.sources;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import dev.waybill.sources.SignatureScheme.Algorithm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configured sources and their paths. The public port has no other paths for webhooks. */
public final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    /**
     * The length in bytes below which a secret is reported as short. The sender chooses the secret, so the hub starts
     * anyway.
     */
    private static final int SHORT = 16;

    private static final String PREFIX = "/webhooks/";

    private final Map<String, Source> byName;

    private Sources(Map<String, Source> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * Reads the secrets.
     *
     * @param follow a function that gets each secret and keeps it up to date
     * @throws BadSetting if a source has none, or one can't be used: without a secret nothing may come in
     */
    public static Sources of(
            SourceSettings settings, SchemeSettings schemes, ReadSecret secrets, UnaryOperator<LiveSecret> follow) {
        Map<String, Source> sources = new LinkedHashMap<>();
        settings.sources().forEach((name, one) -> {
            SchemeSettings.One scheme = schemes.of(name);
            Source source = Source.of(name, one, scheme, settings.sameBodyWithin())
                    .with(secrets(name, one, scheme.signature(), secrets, follow));
            if (!source.isAtTheDoor()) {
                LOG.warn(
                        "Source {} proves nothing: whoever may write to its topic or queue can make up events. They"
                                + " are taken; let the brokers decide who may write there",
                        name);
            } else if (!source.scheme().algorithm().signs()) {
                LOG.warn(
                        "Source {} signs nothing: its {} {} holds the secret itself, so whoever reads one request can"
                                + " make up others. Its webhooks are taken; give it TLS all the way",
                        name,
                        source.scheme().parameter() == null ? "header" : "parameter",
                        source.signatureName());
            }
            sources.put(name, source);
        });
        return new Sources(sources);
    }

    /**
     * Returns the source that posts to this path; null if none does. The path is taken as sent: no escape or dot is
     * resolved.
     */
    @Nullable
    public Source at(@Nullable String path) {
        Source source = path != null && path.startsWith(PREFIX) ? byName.get(path.substring(PREFIX.length())) : null;
        return source != null && source.isAtTheDoor() ? source : null;
    }

    @Nullable
    public Source named(String name) {
        return byName.get(name);
    }

    /**
     * Returns the source for which a route stores messages of a broker, which have no signature.
     *
     * @param name the name in the route; null if it names none
     * @throws IllegalArgumentException if there is none of this name, or its events are signed
     */
    public Source ofBroker(@Nullable String name, String route) {
        Source source = name == null ? null : named(name);
        if (source == null) {
            throw new IllegalArgumentException(
                    "Route %s takes messages of a broker, and sends to the inbox of %s: send to inbox:<source>, with a source of the settings"
                            .formatted(route, name == null ? "no source" : name));
        }
        if (source.isAtTheDoor()) {
            throw new IllegalArgumentException(
                    "Route %s takes messages of a broker for the source %s, whose events are signed: use a source with the preset kafka or amqp"
                            .formatted(route, source.name()));
        }
        return source;
    }

    public List<Source> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(Source::name))
                .toList();
    }

    private static List<SourceSecret> secrets(
            String name,
            SourceSettings.One settings,
            SignatureSettings signature,
            ReadSecret read,
            UnaryOperator<LiveSecret> follow) {
        List<SourceSecret> secrets = new ArrayList<>();
        secrets(name, settings, signature, read).forEach((id, secret) -> {
            SourceSecret key = SourceSecret.live(
                    id,
                    Objects.requireNonNull(settings.secrets().get(id)),
                    follow.apply(secret),
                    signature.key(),
                    signature.algorithm());
            if (key.key().getEncoded().length < SHORT) {
                LOG.warn(
                        "Secret {} of source {} has fewer than {} bytes, so it can be guessed: ask the sender for a"
                                + " longer one. The public port opens with it",
                        id,
                        name,
                        SHORT);
            }
            secrets.add(key);
        });
        return secrets;
    }

    /**
     * Returns the source's secrets that are set, by id.
     *
     * @throws BadSetting with all errors in them
     */
    static Map<String, LiveSecret> secrets(
            String name, SourceSettings.One settings, SignatureSettings signature, ReadSecret read) {
        Map<String, LiveSecret> secrets = new LinkedHashMap<>();
        Setting.hold(settings.secrets().entrySet().stream()
                .map(named -> (Runnable) () -> {
                    LiveSecret secret = read.from(
                            named.getValue(),
                            bytes -> signature.key().key(named.getValue(), bytes, signature.algorithm()));
                    if (secret != null) {
                        secrets.put(named.getKey(), secret);
                    }
                })
                .toArray(Runnable[]::new));
        if (secrets.isEmpty() && signature.algorithm() != Algorithm.NONE) {
            String setting = settings.secrets().values().iterator().next();
            throw new BadSetting(
                    setting,
                    "Source %s has no secret, so nothing could be verified: set %s, or %s_FILE to a file that holds it."
                            .formatted(name, setting, setting));
        }
        return secrets;
    }
}
