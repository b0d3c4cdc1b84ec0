package dev.waybill.access;

import org.jspecify.annotations.Nullable;

/** Where refusals are written down. */
public interface Trail {

    /**
     * Somebody was refused.
     *
     * @param who null for a stranger
     * @param asked for what, such as {@code POST /api/deliveries/17/skip}
     * @param why in a few words
     */
    void refused(@Nullable String who, String address, String asked, String why);
}
