package dev.waybill.routes;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the known name that a misspelt name was meant to be. */
public final class DidYouMean {

    private DidYouMean() {}

    /** Returns the nearest known name, if few changed letters lead to it for a name of that length; else null. */
    public static @Nullable String nearest(String name, Map<String, ?> known) {
        return nearest(name, known, name.length() < 6 ? 1 : name.length() < 14 ? 2 : 3);
    }

    /** Returns the nearest known name, if at most so many changed letters lead to it; else null. */
    public static @Nullable String nearest(String name, Map<String, ?> known, int most) {
        return known.keySet().stream()
                .filter(candidate ->
                        Math.abs(candidate.length() - name.length()) <= most && distance(name, candidate) <= most)
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Returns the number of letters added, left out or changed, and of neighbours swapped; case is ignored. */
    static int distance(String one, String other) {
        String a = one.toLowerCase();
        String b = other.toLowerCase();
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int changed = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(changed, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
