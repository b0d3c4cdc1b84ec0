package dev.waybill.bundle;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of settings and variables whose values no finding and no plan may show. */
public final class SecretNames {

    private static final Pattern SECRET =
            Pattern.compile("secret|password|token|key|credential", Pattern.CASE_INSENSITIVE);

    private SecretNames() {}

    public static boolean isSecret(@Nullable String name) {
        return name != null && SECRET.matcher(name).find();
    }
}
