package dev.waybill.mapping;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Writes surrogates as {@code \}{@code udxxx}, so that a lone one, which UTF-8 can't hold, survives; the rest as usual.
 */
class EscapedSurrogates extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
        return standardAsciiEscapesForJSON();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
        return ch >= Character.MIN_SURROGATE && ch <= Character.MAX_SURROGATE
                ? new SerializedString("\\u%04x".formatted(ch))
                : null;
    }
}
