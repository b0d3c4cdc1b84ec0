package dev.waybill.sources;

import dev.waybill.settings.Setting;
import dev.waybill.settings.Within;
import dev.waybill.sources.SignatureScheme.Algorithm;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.validation.annotation.Validated;

/**
 * {@code waybill.sources.<name>}: the senders of webhooks and how they sign them.
 *
 * @param sources the sources by name, which is the last part of the path they post to
 * @param sameBodyWithin the time for which earlier bodies under another key are looked up
 */
@Validated
@ConfigurationProperties("waybill")
public record SourceSettings(
        @DefaultValue Map<String, One> sources,

        @DefaultValue("30d") @Within(min = "0s", max = "36500d")
        Duration sameBodyWithin) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

    public SourceSettings {
        sources = Map.copyOf(sources);
        new Setting("waybill.sources", null)
                .check(!sources.isEmpty(), "names no source: the public port would accept no webhook");
        Setting.hold(sources.entrySet().stream()
                .flatMap(source -> rules(source.getKey(), source.getValue()))
                .toArray(Runnable[]::new));
    }

    /**
     * Checks the sources without their secrets, which only the hub may have. Without a source there is nothing to check.
     *
     * @throws RuntimeException if one can't be used; {@code SettingFaults} has its sentences
     */
    public static void check(Environment settings) {
        if (!SourceNames.in(settings).all().isEmpty()) {
            Binder.get(settings).bindOrCreate("waybill", SourceSettings.class);
            Binder.get(settings).bindOrCreate("waybill", SchemeSettings.class);
            Binder.get(settings).bindOrCreate("waybill", BufferSettings.class);
        }
    }

    private static Stream<Runnable> rules(String name, One source) {
        Runnable named = () -> new Setting("waybill.sources", null)
                .check(
                        NAME.matcher(name).matches(),
                        "has a source named '%s': use 1 to 64 of a-z, 0-9 and -".formatted(name));
        return Stream.concat(Stream.of(named), source.rules("waybill.sources." + name + "."));
    }

    /**
     * One source.
     *
     * @param signatureHeader the request header with the signature; {@code ?<name>}: a parameter of the address
     * @param keyHeader the request header with the idempotency key
     * @param groupPointer the JSON pointer to the message group
     * @param reserialise true if a body that was re-indented on its way may still verify
     * @param types the event types that it is known to send; an unsigned webhook of another type is junk
     * @param sameBody the rules for a signed body that came before under another key
     * @param signature the kind of its proof
     * @param secrets the settings that hold the live secrets, by id, the usual one first; {@code <setting>_FILE} may
     *     name a file instead
     */
    public record One(
            @DefaultValue("covverSignature") String signatureHeader,
            @DefaultValue("covverIdempotencyKey") String keyHeader,
            @DefaultValue("/data/id") String groupPointer,
            @DefaultValue("true") boolean reserialise,

            @DefaultValue({
                "CollectionCreated",
                "CollectionDeleted",
                "CollectionUpdated",
                "ProductCreated",
                "ProductHidden",
                "ProductShown",
                "ProductUpdated",
                "OrderPlaced",
                "OrderConfirmed",
                "OrderFulfilled"
            })
            Set<String> types,

            @DefaultValue SameBodyRules sameBody,

            @DefaultValue Proof signature,

            @DefaultValue Map<String, String> secrets) {

        /** The part of the scheme that says whether a secret is needed. */
        public record Proof(@DefaultValue("hmac-sha256") Algorithm algorithm) {}

        public One {
            types = Set.copyOf(types);
            secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        }

        private Stream<Runnable> rules(String prefix) {
            return Stream.of(
                    () -> isHeader(prefix + "signature-header", signatureHeader.replaceFirst("^\\?", "")),
                    () -> isHeader(prefix + "key-header", keyHeader),
                    () -> new Setting(prefix + "group-pointer", groupPointer)
                            .check(
                                    groupPointer.isEmpty() || groupPointer.startsWith("/"),
                                    "must be a JSON pointer, such as /data/id"),
                    () -> new Setting(prefix + "secrets", null)
                            .check(
                                    signature.algorithm() == Algorithm.NONE || !secrets.isEmpty(),
                                    "names no setting that holds a secret"));
        }

        private static void isHeader(String setting, String name) {
            new Setting(setting, name).check(TOKEN.matcher(name).matches(), "must be a header's name");
        }
    }
}
