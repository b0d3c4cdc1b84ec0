package dev.waybill.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2024-01-01 15:45:25.932562, 2024-01-01T15:45:25.932562Z",
        "2024-01-01T15:45:25.932562, 2024-01-01T15:45:25.932562Z",
        "2024-01-01 15:45:25, 2024-01-01T15:45:25Z",
        "2024-01-01 15:45, 2024-01-01T15:45:00Z",
        "2024-01-01T15:45:25.9Z, 2024-01-01T15:45:25.900Z",
        "2024-01-01 15:45:25Z, 2024-01-01T15:45:25Z",
        "2024-01-01T15:45:25+02:00, 2024-01-01T13:45:25Z",
        "2024-01-01T15:45:25-0330, 2024-01-01T19:15:25Z",
        "2024-01-01T15:45:25+02, 2024-01-01T13:45:25Z",
        "' 2024-01-01 15:45:25 ', 2024-01-01T15:45:25Z"
    })
    void both_documented_forms_are_read(String written, String utc) throws JsonQueryException {
        assertThat(utc(TextNode.valueOf(written), "UTC").textValue()).isEqualTo(utc);
    }

    @Test
    void a_zone_that_is_written_beats_the_setting() throws JsonQueryException {
        assertThat(utc(TextNode.valueOf("2024-07-01 12:00:00"), "Europe/Berlin").textValue())
                .isEqualTo("2024-07-01T10:00:00Z");
        assertThat(utc(TextNode.valueOf("2024-07-01T12:00:00Z"), "Europe/Berlin")
                        .textValue())
                .isEqualTo("2024-07-01T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2024-01-01",
                "2024-02-30 12:00:00",
                "2024-01-01 25:00:00",
                "1704123925",
                "2024-01-0115:45:25",
                "2024-01-01T 15:45:25"
            })
    void anything_else_is_null(String written) throws JsonQueryException {
        assertThat(utc(TextNode.valueOf(written), "UTC").isNull()).isTrue();
    }

    @Test
    void what_is_no_text_is_null() throws JsonQueryException {
        assertThat(utc(IntNode.valueOf(5), "UTC").isNull()).isTrue();
    }

    private static JsonNode utc(JsonNode in, String zone) throws JsonQueryException {
        List<JsonNode> out = new ArrayList<>();
        new UtcTime(new CovverSettings(ZoneId.of(zone)))
                .apply(Scope.newEmptyScope(), List.of(), in, null, (value, path) -> out.add(value), Versions.JQ_1_7);
        return out.getFirst();
    }
}
