package dev.waybill.webhook;

import dev.waybill.BadSetting;
import dev.waybill.inbox.SameBodyRules;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code waybill.sources.<name>}: who may send webhooks and how they sign them.
 *
 * @param sources by name, which is the last part of the path they post to
 * @param sameBodyWithin how far back a body that comes again under another key is looked for
 */
@Validated
@ConfigurationProperties("waybill")
record SourceSettings(
        @DefaultValue Map<String, One> sources,
        @DefaultValue("30d") Duration sameBodyWithin) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

    SourceSettings {
        if (sources.isEmpty()) {
            throw new BadSetting("waybill.sources", "waybill.sources names no source: the door would let nobody in.");
        }
        sources = Map.copyOf(sources);
        sources.forEach((name, source) -> {
            if (!NAME.matcher(name).matches()) {
                throw new BadSetting(
                        "waybill.sources",
                        "waybill.sources has a source named '%s': use 1 to 64 of a-z, 0-9 and -.".formatted(name));
            }
            source.check("waybill.sources." + name);
        });
    }

    /**
     * One source.
     *
     * @param signatureHeader the request header with the signature
     * @param keyHeader the request header with the idempotency key
     * @param groupPointer JSON pointer to the message group
     * @param reserialise whether a body that was re-indented on its way may still verify
     * @param types the event types that it is known to send: what is not signed and of no such type is junk
     * @param sameBody what becomes of a signed body that came before under another key
     * @param secrets by id, the setting that holds each live secret, the usual one first; {@code <setting>_FILE} may name a file instead
     */
    record One(
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

            @DefaultValue Map<String, String> secrets) {

        One {
            types = Set.copyOf(types);
            secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        }

        private void check(String prefix) {
            check(prefix + ".signature-header", TOKEN.matcher(signatureHeader).matches(), "must be a header's name");
            check(prefix + ".key-header", TOKEN.matcher(keyHeader).matches(), "must be a header's name");
            check(
                    prefix + ".group-pointer",
                    groupPointer.isEmpty() || groupPointer.startsWith("/"),
                    "must be a JSON pointer, such as /data/id");
            check(prefix + ".secrets", !secrets.isEmpty(), "names no setting that holds a secret");
        }

        private static void check(String setting, boolean right, String what) {
            if (!right) {
                throw new BadSetting(setting, setting + " " + what + ".");
            }
        }
    }
}
