package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.connections.Kind;
import dev.waybill.routes.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bundle that we ship, with one slip made in it. */
final class Slips {

    private static final List<String> TYPES = List.of(
            "CollectionCreated",
            "CollectionDeleted",
            "CollectionUpdated",
            "ProductCreated",
            "ProductHidden",
            "ProductShown",
            "ProductUpdated",
            "OrderPlaced",
            "OrderConfirmed",
            "OrderFulfilled");

    private static final String UNNAMED = "every-destination-is-consumed";

    private static final Bundle SHIPPED = ReadBundle.from(Path.of("routes"));
    private static final Map<String, Kind> CONNECTIONS =
            Map.of("erp", Kind.HTTP, "erp-de", Kind.HTTP, "email", Kind.SMTP, "sftp", Kind.SFTP);
    private static final CheckBundle CHECK = new CheckBundle(
            name -> name.equals("SET") ? "x" : null,
            Map.of("waybill.here", "x", "waybill.erp.url", "")::get,
            Map.of("covver", TYPES),
            CONNECTIONS);

    private final Map<String, byte[]> files = new TreeMap<>(SHIPPED.files());

    static List<String> findings(String file, String from, String to) {
        return byHand().with(file, from, to).findings();
    }

    static Slips shipped() {
        return new Slips();
    }

    /** The same with destinations that are written out, as users have them. */
    static Slips byHand() {
        Slips slips = new Slips();
        ReadBundle.from(Path.of("src/test/resources/check/byhand")).files().forEach(slips::with);
        return slips;
    }

    /** The route of README's example. */
    static String example() {
        try {
            Matcher example = Pattern.compile("```yaml\n(- templatedRoute:\n.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(Path.of("README.md")));
            return example.find() ? example.group(1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the first occurrence. */
    Slips with(String file, String from, String to) {
        String text = new String(files.get(file), StandardCharsets.UTF_8);
        if (!text.contains(from)) {
            throw new IllegalArgumentException("%s has no %s".formatted(file, from));
        }
        int at = text.indexOf(from);
        return with(file, text.substring(0, at) + to + text.substring(at + from.length()));
    }

    Slips with(String file, String text) {
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Slips with(String file, byte[] bytes) {
        files.put(file, bytes);
        return this;
    }

    /** The findings as they are printed, warnings with their mark. No route needs to send to an added destination. */
    List<String> findings() {
        return printed(all().stream()
                .filter(each -> each.isError() || !each.rule().equals(UNNAMED))
                .toList());
    }

    /** The findings about destinations to which no route sends. */
    List<String> unnamed() {
        return printed(all().stream()
                .filter(each -> !each.isError() && each.rule().equals(UNNAMED))
                .toList());
    }

    private static List<String> printed(List<Finding> findings) {
        return findings.stream()
                .map(each -> each.isError() ? each.toString() : "warning " + each)
                .toList();
    }

    /** The findings of a hub with another source beside Covver. */
    List<String> findingsWith(String source, List<String> types) {
        return new CheckBundle(name -> null, name -> null, Map.of("covver", TYPES, source, types), CONNECTIONS)
                .findings(new Bundle(Path.of("routes"), files)).stream()
                        .map(each -> each.isError() ? each.toString() : "warning " + each)
                        .toList();
    }

    List<Finding> all() {
        return CHECK.findings(new Bundle(Path.of("routes"), files));
    }
}
