package dev.waybill.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SftpMappingTest {

    private static final String HEADER = "eventId,eventType,orderId,orderNumber,externalId,createdAt,"
            + "lineId,productId,productTitle,variantId,variantTitle,title,quantity,price,imageUrl,"
            + "anniversary.decade,anniversary.hundreds,anniversary.monthPadded,anniversary.ordinal,"
            + "anniversary.yearsPadded,anniversary.zodiac,anniversary.elapsed,"
            + "anniversary.month,anniversary.year,anniversary.years,"
            + "birth.decade,birth.hundreds,birth.monthPadded,birth.ordinal,"
            + "birth.yearsPadded,birth.zodiac,birth.elapsed,birth.month,birth.year,birth.years,"
            + "name.first,name.firstNameInitials,name.firstPossessive,name.initials,name.last,name.lastNameInitials,"
            + "work.department,work.location\r\n";

    private static final Mapping CSV = new Mapping("sftp-csv.jq");
    private static final Mapping NAME = new Mapping("sftp-name.jq");

    @AfterAll
    static void stop() {
        CSV.close();
        NAME.close();
    }

    @Test
    void every_line_item_is_a_row_of_43_cells() {
        assertThat(csv(Documents.FULL))
                .isEqualTo(HEADER
                        + "\"7\",\"OrderConfirmed\",\"0a8a1f0e-5a7e-4a53-9a3c-3b1a0f6f2c11\",\"123\",\"EXT-9\",\"2024-01-01T15:45:25.932562Z\",\"l-1\",\"p-1\",\"Mug\",\"v-1\",\"Blue\",\"Mug"
                        + " Zoë\",2,12.10,\"https://img.example.com/new.png\",\"20s\",\"2000\",\"06\",\"5th\",\"05\",\"Leo\",\"5"
                        + " years\",6,2019,5,\"80s\",\"1900\",\"02\",\"40th\",\"40\",\"Pisces\",\"40"
                        + " years\",2,1984,40,\"Zoë\",\"Z\",\"Zoë's\",\"ZM\",\"Müller\",\"M\",\"R&D\",\"Zürich\"\r\n"
                        + "\"7\",\"OrderConfirmed\",\"0a8a1f0e-5a7e-4a53-9a3c-3b1a0f6f2c11\",\"123\",\"EXT-9\",\"2024-01-01T15:45:25.932562Z\","
                        + "\"l-2\",,,,,\"Plain\",1,5,\"https://img.example.com/old.png\"" + ",".repeat(28) + "\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "=1+1"              | "'=1+1"
        "+49 30"            | "'+49 30"
        "-5"                | "'-5"
        "@SUM(A1)"          | "'@SUM(A1)"
        "\\t=1"             | "'\\t=1"
        "\\r=1"             | "'\\r=1"
        "＝1+1"             | "'＝1+1"
        "a=1"               | "a=1"
        "'=1"               | "'=1"
        ""                  | ""
        "say \\"hi\\", ok"  | "say ""hi"", ok"
        "two\\r\\nlines"    | "two\\r\\nlines"
        "Zoë 😀"            | "Zoë 😀"
        -5                  | -5
        -1.50               | -1.50
        12345678901234567890 | 12345678901234567890
        true                | true
        null                |
        ["=1"]              | "[""=1""]"
        {"a":"b"}           | "{""a"":""b""}"
        """)
    void a_cell_says_what_was_sent_and_runs_nothing(String json, String cell) {
        String row = csv("{\"data\":{\"orderLineItems\":[{\"title\":" + json + "}]}}")
                .substring(HEADER.length());
        String expected = cell == null
                ? ""
                : cell.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");
        assertThat(row).isEqualTo("\"7\",\"OrderConfirmed\"" + ",".repeat(10) + expected + ",".repeat(31) + "\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"data":{}}                                                                   | 0
        {"data":{"orderLineItems":"x"}}                                               | 0
        {"data":{"orderLineItems":[{},"x",null,{"personalizations":"x","image":3}]}}  | 4
        {"data":{"orderLineItems":[{"personalizations":{"name":"x","birth":null}}]}}  | 1
        """)
    void what_is_no_line_item_is_an_empty_row(String body, int rows) {
        assertThat(csv(body)).isEqualTo(HEADER + ("\"7\",\"OrderConfirmed\"" + ",".repeat(41) + "\r\n").repeat(rows));
    }

    @Test
    void a_time_that_can_not_be_read_is_written_as_it_came() {
        assertThat(csv("{\"data\":{\"createdAt\":\"soon\",\"orderLineItems\":[{}]}}"))
                .contains("\"7\",\"OrderConfirmed\",,,,\"soon\",");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "123"                   | 123-placed-7.csv
        "A-1_b.2"               | A-1_b.2-placed-7.csv
        77                      | 77-placed-7.csv
        null                    | order-placed-7.csv
        ["x"]                   | order-placed-7.csv
        ""                      | order-placed-7.csv
        "..."                   | order-placed-7.csv
        "../../etc/passwd"      | _.._etc_passwd-placed-7.csv
        "..\\\\..\\\\x"         | _.._x-placed-7.csv
        "-rf *"                 | rf__-placed-7.csv
        "a/b\\u0000\\r\\nc:d"   | a_b___c_d-placed-7.csv
        "Zoë${7*7}{{x}}"        | Zo___7_7___x__-placed-7.csv
        """)
    void a_name_is_safe_on_every_server(String number, String name) {
        assertThat(NAME.apply("OrderPlaced", "{\"data\":{\"orderNumber\":" + number + "}}")
                        .textValue())
                .isEqualTo(name);
    }

    @Test
    void a_name_has_a_bounded_length() {
        String body = "{\"data\":{\"orderNumber\":\"" + "9".repeat(5_000) + "\"}}";
        assertThat(NAME.apply("OrderFulfilled", body).textValue()).isEqualTo("9".repeat(64) + "-fulfilled-7.csv");
    }

    @Test
    void another_type_or_document_can_not_be_mapped() {
        assertThatThrownBy(() -> NAME.apply("ProductShown", "{\"data\":{}}")).hasMessageContaining("is no order event");
        assertThatThrownBy(() -> CSV.apply("OrderPlaced", "{\"data\":[]}")).hasMessageContaining("without an object");
    }

    private static String csv(String body) {
        return CSV.apply("OrderConfirmed", body).textValue();
    }
}
