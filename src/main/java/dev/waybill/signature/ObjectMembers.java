package dev.waybill.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The places of one object's members in the output, in the order in which ECMAScript lists them. Keys that look like
 * array indices come first, ascending, then all others as they first came. A repeated key keeps its place and takes its
 * last value.
 *
 * <p>Both maps stay logarithmic for any keys: a hash bin that fills up becomes a tree, since strings are comparable.
 */
final class ObjectMembers {

    /** The largest array index that ECMAScript knows, 2^32 - 2. */
    private static final long MAX_INDEX = 4294967294L;

    private final SortedMap<Long, Span> indexed = new TreeMap<>();
    private final Map<String, Span> named = new LinkedHashMap<>();
    private boolean inPlace = true;

    private record Span(int from, int to) {}

    /** Notes a member that was written to {@code [from, to)}, its comma included. */
    void add(String key, int from, int to) {
        var span = new Span(from, to);
        if (isIndex(key)) {
            long index = Long.parseLong(key);
            inPlace &= named.isEmpty() && (indexed.isEmpty() || indexed.lastKey() < index);
            indexed.put(index, span);
        } else {
            inPlace &= named.put(key, span) == null;
        }
    }

    /** Puts the members into order. Nothing else follows {@code start} in {@code out}. */
    void arrange(StringBuilder out, int start) {
        if (inPlace) {
            return;
        }
        var arranged = new StringBuilder(out.length() - start);
        indexed.values().forEach(span -> arranged.append(out, span.from, span.to));
        named.values().forEach(span -> arranged.append(out, span.from, span.to));
        out.setLength(start);
        out.append(arranged);
    }

    private static boolean isIndex(String key) {
        int length = key.length();
        if (length == 0 || length > 10 || key.charAt(0) == '0' && length > 1) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return Long.parseLong(key) <= MAX_INDEX;
    }
}
