package dev.waybill.index;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waybill.index.SearchKeySettings.Pointers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The names of an event in its body; null if there is none that can be looked up.
 *
 * @param orderId the value at the source's order-id-pointer
 * @param orderNumber the value at its order-number-pointer
 * @param externalId the value at its external-id-pointer
 */
record SearchKeys(
        @Nullable String orderId,
        @Nullable String orderNumber,
        @Nullable String externalId) {

    static final SearchKeys NONE = new SearchKeys(null, null, null);

    /** Keeps a number as the text that was sent: 1001.50 does not become 1001.5. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    /** Reads any bytes at all. A body that is no JSON has no names, and is found by everything else. */
    static SearchKeys of(byte[] body, Pointers pointers) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            return NONE;
        }
        return new SearchKeys(
                at(json, pointers.orderIdPointer()),
                at(json, pointers.orderNumberPointer()),
                at(json, pointers.externalIdPointer()));
    }

    /** Returns a number or a text; of repeated keys the last counts, as it does for the message group. */
    private static @Nullable String at(JsonNode json, String pointer) {
        if (pointer.isEmpty()) {
            return null;
        }
        JsonNode value = json.at(JsonPointer.compile(pointer));
        String name = value.isTextual() || value.isNumber() ? value.asText().strip() : "";
        return SearchText.isName(name) ? name : null;
    }
}
