package dev.waybill.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBundleTest {

    @TempDir
    private Path home;

    @Test
    void files_are_read_by_path_without_hidden_ones_and_spare_ones() throws IOException {
        write("b.jq", "2");
        write("tests/a.test.yaml", "1");
        for (String spare : new String[] {".b.jq.swp", ".git/HEAD", "b.jq~", "#b.jq#"}) {
            write(spare, "spare");
        }
        assertThat(ReadBundle.from(home).files()).containsOnlyKeys("b.jq", "tests/a.test.yaml");
        assertThat(ReadBundle.from(home).file("b.jq")).asString().isEqualTo("2");
    }

    @Test
    void the_checksum_is_of_paths_and_bytes_alone(@TempDir Path other) throws IOException {
        write("a", "bc");
        String first = ReadBundle.from(home).checksum();
        Files.writeString(other.resolve("a"), "bc");
        assertThat(ReadBundle.from(other).checksum()).isEqualTo(first).hasSize(64);

        Files.writeString(other.resolve("a"), "bd");
        assertThat(ReadBundle.from(other).checksum()).isNotEqualTo(first);
        Files.delete(other.resolve("a"));
        Files.writeString(other.resolve("ab"), "c");
        assertThat(ReadBundle.from(other).checksum()).isNotEqualTo(first);
    }

    @Test
    void a_folder_that_is_none_is_refused() throws IOException {
        assertRefused(home.resolve("none"), "is not a folder that can be read.");
        assertRefused(write("file", ""), "is not a folder that can be read.");
    }

    @Test
    void a_bundle_of_too_many_bytes_is_refused_unread() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(home.resolve("large").toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }
        assertRefused(home, "has more than 16 MB, the limit of a bundle.");
    }

    @Test
    void a_bundle_of_too_many_files_is_refused() throws IOException {
        for (int i = 0; i <= ReadBundle.MAX_FILES; i++) {
            write("f" + i, "");
        }
        assertRefused(home, "has more than 1000 files, the limit of a bundle.");
    }

    @Test
    void a_link_within_the_folder_is_a_file_and_one_out_of_it_is_refused(@TempDir Path elsewhere) throws IOException {
        write("..data/a.jq", "1");
        Files.createSymbolicLink(home.resolve("a.jq"), Path.of("..data/a.jq"));
        assertThat(ReadBundle.from(home).files()).containsOnlyKeys("a.jq");

        Files.writeString(elsewhere.resolve("secret"), "s");
        Files.createSymbolicLink(home.resolve("b.jq"), elsewhere.resolve("secret"));
        assertRefused(home, "leads out of");
    }

    @Test
    void a_link_to_a_folder_outside_and_a_circle_of_links_are_refused(@TempDir Path elsewhere) throws IOException {
        Path out = Files.createSymbolicLink(home.resolve("out"), elsewhere);
        assertRefused(home, "leads out of");
        Files.delete(out);
        Files.createSymbolicLink(home.resolve("circle"), home);
        assertRefused(home, "can't be read");
    }

    @Test
    void names_that_differ_only_in_case_are_refused() throws IOException {
        write("Order.jq", "1");
        write("order.jq", "2");
        assertRefused(home, "Order.jq and order.jq");
    }

    private Path write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void assertRefused(Path folder, String sentence) {
        assertThatThrownBy(() -> ReadBundle.from(folder))
                .isInstanceOf(UnreadableBundle.class)
                .hasMessageContaining(sentence);
    }
}
