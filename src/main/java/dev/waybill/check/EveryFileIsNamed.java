package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Each mapping or template is named by another file: one that no file names is probably a slip in a name. */
final class EveryFileIsNamed {

    private static final Set<String> KINDS = Set.of("jq", "ftl", "ftlh", "xsl", "xslt", "groovy");

    private EveryFileIsNamed() {}

    /** @param shown the file as the engineer knows it, by its path in the bundle */
    static Stream<Finding> findings(Bundle bundle, UnaryOperator<String> shown) {
        return bundle.files().keySet().stream()
                .filter(path -> KINDS.contains(path.substring(path.lastIndexOf('.') + 1)))
                .filter(path -> bundle.files().entrySet().stream()
                        .noneMatch(other -> !other.getKey().equals(path)
                                && new String(other.getValue(), StandardCharsets.UTF_8)
                                        .contains(path.substring(path.lastIndexOf('/') + 1))))
                .map(path -> new Finding(
                        shown.apply(path),
                        0,
                        0,
                        "unused-file",
                        Severity.WARNING,
                        "",
                        "no other file of the bundle names this file",
                        null));
    }
}
