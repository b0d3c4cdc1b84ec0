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
 * What people call an event by, as its body has it; null where there is nothing that could be looked up.
 *
 * @param orderId at the source's order-id-pointer
 * @param orderNumber at its order-number-pointer
 * @param externalId at its external-id-pointer
 */
record SearchKeys(
        @Nullable String orderId,
        @Nullable String orderNumber,
        @Nullable String externalId) {

    static final SearchKeys NONE = new SearchKeys(null, null, null);

    /** A number is the text that was sent: 1001.50 is not called 1001.5. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    /** Reads any bytes at all: what is no JSON has no names, and is found by everything else. */
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

    /** A number or a text; of repeated keys the last counts, as it does for the message group. */
    private static @Nullable String at(JsonNode json, String pointer) {
        if (pointer.isEmpty()) {
            return null;
        }
        JsonNode value = json.at(JsonPointer.compile(pointer));
        String name = value.isTextual() || value.isNumber() ? value.asText().strip() : "";
        return SearchText.isName(name) ? name : null;
    }
}
