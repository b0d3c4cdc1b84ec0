package dev.waybill.mutants;

import dev.waybill.bundle.Bundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Tells that a slip changes comments, descriptions or indentation alone. */
final class SameMeaning {

    private SameMeaning() {}

    static boolean have(Bundle shipped, Mutant mutant) {
        String before = Mutant.text(shipped, mutant.path());
        String after = Mutant.text(mutant.bundle(), mutant.path());
        if (mutant.path().endsWith(".camel.yaml")) {
            Object one = withoutDescriptions(yaml(before));
            return one != null && one.equals(withoutDescriptions(yaml(after)));
        }
        return mutant.path().endsWith(".jq")
                ? jq(before).equals(jq(after))
                : template(before).equals(template(after));
    }

    private static @Nullable Object yaml(String text) {
        return new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadFromString(text);
    }

    private static @Nullable Object withoutDescriptions(@Nullable Object node) {
        return switch (node) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> left = new LinkedHashMap<>();
                map.forEach((key, value) -> left.put(key, withoutDescriptions(value)));
                left.remove("description");
                yield left;
            }
            case List<?> list ->
                list.stream()
                        .map(SameMeaning::withoutDescriptions)
                        .map(String::valueOf)
                        .toList();
            case null, default -> node;
        };
    }

    private static String jq(String text) {
        return text.replaceAll("(?m)^\\s*#.*$", "").replaceAll("\\s+", " ").strip();
    }

    private static String template(String text) {
        return text.replaceAll("(?s)<#--.*?-->", "");
    }
}
