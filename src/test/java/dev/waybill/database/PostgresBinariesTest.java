package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PostgresBinariesTest {

    private static final byte[] PROGRAM = "#!/bin/sh\necho 'postgres (PostgreSQL) 18.6'\n".getBytes();

    @TempDir
    private Path directory;

    @Test
    void files_folders_and_links_are_unpacked_and_a_later_start_finds_them() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            put(tar, new TarArchiveEntry("share/postgresql/"), new byte[0]);
            put(tar, file("bin/postgres", 0755), PROGRAM);
            put(tar, file("lib/empty", 0644), new byte[0]);
            put(tar, file("lib/one-block", 0644), new byte[512]);
            put(tar, link("lib/libpq.so", TarConstants.LF_SYMLINK), new byte[0]);
        }
        PostgresBinaries binaries = unpack(bytes.toByteArray());
        assertThat(binaries.version()).isEqualTo("18.6");
        assertThat(binaries.program("postgres")).hasBinaryContent(PROGRAM).isExecutable();
        assertThat(binaries.directory().resolve("share/postgresql")).isDirectory();
        assertThat(binaries.directory().resolve("lib/empty")).isEmptyFile();
        assertThat(binaries.directory().resolve("lib/one-block")).hasSize(512);
        assertThat(Files.isExecutable(binaries.directory().resolve("lib/one-block")))
                .isFalse();
        assertThat(Files.readSymbolicLink(binaries.directory().resolve("lib/libpq.so")))
                .isEqualTo(Path.of("libpq.so.5"));

        Files.delete(binaries.directory().resolve("lib/empty"));
        assertThat(unpack(bytes.toByteArray())).isEqualTo(binaries);
        assertThat(binaries.directory().resolve("lib/empty")).doesNotExist();
    }

    @Test
    void an_archive_that_reaches_outside_its_folder_is_refused() {
        assertThatThrownBy(() -> unpack(tar(file("../../evil", 0644), PROGRAM)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reaches outside its folder: ../../evil");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void a_kind_of_entry_that_is_not_known_is_refused_instead_of_left_out() {
        assertThatThrownBy(() -> unpack(tar(link("bin/initdb", TarConstants.LF_LINK), new byte[0])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bin/initdb");
    }

    @Test
    void an_archive_that_ends_early_is_refused_and_taken_anew_by_the_next_start() throws IOException {
        byte[] whole = tar(file("bin/postgres", 0755), PROGRAM);
        for (int length : new int[] {0, 100, 520}) {
            assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, length)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The archive of PostgreSQL ends");
        }
        assertThat(unpack(whole).program("postgres")).exists();
    }

    private PostgresBinaries unpack(byte[] tar) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(compressed, new LZMA2Options(0))) {
            xz.write(tar);
        }
        return PostgresBinaries.unpack(
                name -> new ByteArrayInputStream(compressed.toByteArray()), directory.resolve("binaries"));
    }

    private static byte[] tar(TarArchiveEntry entry, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            put(tar, entry, content);
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry file(String name, int mode) {
        TarArchiveEntry file = new TarArchiveEntry(name, true);
        file.setMode(mode);
        return file;
    }

    private static TarArchiveEntry link(String name, byte kind) {
        TarArchiveEntry link = new TarArchiveEntry(name, kind);
        link.setLinkName("libpq.so.5");
        return link;
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) throws IOException {
        if (entry.isFile()) {
            entry.setSize(content.length);
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
