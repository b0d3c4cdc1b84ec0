package dev.waybill.routetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A destination's file says what is its own, in words that its readers know. */
class ShippedDestinationsTest {

    @ParameterizedTest
    @CsvSource({"erp, 25", "email, 30", "sftp, 30"})
    void a_destination_is_short_and_names_no_bean(String destination, int most) throws IOException {
        String text = Files.readString(Path.of("routes", destination + ".camel.yaml"));
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(most);
        assertThat(text).doesNotContain("#", "bean:", "ref:", "routePolicy");
    }
}
