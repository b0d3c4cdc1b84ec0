package dev.waybill.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ShippedRoutesTest {

    @Test
    void the_routes_that_we_ship_have_no_finding() throws Exception {
        try (var files = Files.newDirectoryStream(Path.of("routes"), "*.camel.yaml")) {
            String[] texts = StreamSupport.stream(files.spliterator(), false)
                    .map(ShippedRoutesTest::read)
                    .toArray(String[]::new);
            assertThat(texts).isNotEmpty();
            assertThat(RouteText.findings(texts)).isEmpty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
