package dev.waybill.mapping;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.springframework.stereotype.Component;

/**
 * The data format {@code exactJson}: a document that is read and written again keeps its meaning. Jackson's defaults
 * read {@code 12.10} as a double and refuse to write half a surrogate pair. {@code JSON.stringify} sends such a half
 * where a text was cut within an emoji. The mapper is no bean, since it would replace Spring's own mapper everywhere.
 */
@Component("exactJson")
class ExactJson extends JacksonDataFormat {

    ExactJson() {
        super(mapper(), JsonNode.class);
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        mapper.getFactory().setCharacterEscapes(new EscapedSurrogates());
        return mapper;
    }
}
