package dev.waybill.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZippedBundleTest {

    @Test
    void a_bundle_arrives_as_it_was_sent() {
        Bundle sent = new Bundle(
                Path.of("elsewhere"), Map.of("a.jq", "1".getBytes(UTF_8), "tests/b.json", new byte[] {0, -1}));
        Bundle received = ZippedBundle.read(ZippedBundle.of(sent));
        assertThat(received.checksum()).isEqualTo(sent.checksum());
        assertThat(received.files()).containsOnlyKeys("a.jq", "tests/b.json");
    }

    @Test
    void the_same_bundle_makes_the_same_bytes_at_any_time_and_in_any_zone() throws IOException {
        Bundle bundle = new Bundle(Path.of("routes"), Map.of("a.jq", "1".getBytes(UTF_8)));
        TimeZone zone = TimeZone.getDefault();
        byte[] here = ZippedBundle.of(bundle);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(here))) {
            assertThat(zip.getNextEntry().getTimeLocal()).hasToString("1980-02-01T00:00");
        }
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            assertThat(ZippedBundle.of(bundle)).isEqualTo(here);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/a", "a/../../b", "a//b", "./a", "a\\b", "c:a", "a/"})
    void a_name_outside_the_folder_is_refused(String name) throws IOException {
        byte[] zip = zip(List.of(name), 1);
        if (name.endsWith("/")) {
            assertThatThrownBy(() -> ZippedBundle.read(zip)).hasMessageContaining("empty");
        } else {
            assertThatThrownBy(() -> ZippedBundle.read(zip))
                    .isInstanceOf(UnreadableBundle.class)
                    .hasMessageContaining("outside its folder");
        }
    }

    @Test
    void a_small_zip_of_a_large_file_is_refused_within_the_limit_of_memory() throws IOException {
        byte[] bomb = zip(List.of("zeros"), 64 << 20);
        assertThat(bomb.length).isLessThan(256 << 10);
        assertThatThrownBy(() -> ZippedBundle.read(bomb)).hasMessageContaining("more than 16 MB");
    }

    @Test
    void too_many_files_and_names_that_differ_only_in_case_are_refused() throws IOException {
        List<String> many = java.util.stream.IntStream.rangeClosed(0, ReadBundle.MAX_FILES)
                .mapToObj(i -> "f" + i)
                .toList();
        byte[] files = zip(many, 0);
        assertThatThrownBy(() -> ZippedBundle.read(files)).hasMessageContaining("more than 1000 files");
        byte[] twice = zip(List.of("a.jq", "A.jq"), 0);
        assertThatThrownBy(() -> ZippedBundle.read(twice)).hasMessageContaining("differ only in case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no zip", "PK\u0003\u0004broken"})
    void bytes_that_are_no_zip_are_refused(String text) {
        assertThatThrownBy(() -> ZippedBundle.read(text.getBytes(UTF_8)))
                .isInstanceOf(UnreadableBundle.class)
                .hasMessageContaining("no ZIP file");
    }

    private static byte[] zip(List<String> names, int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[zeros]);
            }
        }
        return bytes.toByteArray();
    }
}
