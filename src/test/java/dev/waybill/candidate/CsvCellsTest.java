package dev.waybill.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvCellsTest {

    private static final String BEFORE = "id,title,price\r\n1,\"Map, 50 × 70\",39.90\r\n2,Mug,\r\n";

    @Test
    void each_cell_that_differs_is_told_by_row_and_name() {
        String after = "id,title,price\r\n1,\"Map, \"\"60\"\" × 70\",40\r\n2,Mug,\r\n";
        assertThat(Differences.between(BEFORE, after)).isEqualTo("""
            ~ row 1, title: "Map, 50 × 70" -> "Map, "60" × 70"
            ~ row 1, price: "39.90" -> "40\"\
            """);
        assertThat(CsvCells.differences("a;b\n1;\"2\n3\"\n", "a;b\n1;2\n"))
                .containsExactly("~ row 1, b: \"2\\n3\" -> \"2\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a,b\\n1,2      | a,b\\n0,0\\n1,2
        a,b\\n1,2      | a,c\\n1,2
        a,b\\n1,2      | a,b\\n1,2,3
        a,b\\n1,2      | a,b\\n1,"2"
        one\\ntwo      | one\\nthree
        Hello, you\\nx | Hello, you\\ny
        ''             | a,b
        """)
    void what_is_not_two_tables_alike_is_told_by_line(String before, String after) {
        assertThat(CsvCells.differences(before.replace("\\n", "\n"), after.replace("\\n", "\n")))
                .isEmpty();
    }

    @Test
    void a_row_more_is_told_by_line() {
        assertThat(Differences.between(BEFORE, BEFORE + "3,Pen,1\r\n")).contains("+3,Pen,1");
    }
}
