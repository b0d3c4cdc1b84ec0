package dev.waybill.mapping;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.springframework.stereotype.Component;

/**
 * The data format {@code exactJson}: a document that is read and written again says the same. Jackson's defaults read
 * {@code 12.10} as a double and refuse to write half a surrogate pair, which {@code JSON.stringify} sends wherever a
 * text was cut within an emoji. Its mapper is no bean: Spring's own would give way to it everywhere.
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
