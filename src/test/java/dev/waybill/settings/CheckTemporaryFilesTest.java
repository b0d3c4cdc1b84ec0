package dev.waybill.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTemporaryFilesTest {

    @TempDir
    private Path folder;

    @Test
    void a_folder_that_takes_no_file_is_told_in_one_sentence() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> CheckTemporaryFiles.check(none))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("Temporary files can't be written to " + none + ": mount");
    }

    @Test
    void a_writable_folder_is_left_as_it_was() {
        assertThatCode(() -> CheckTemporaryFiles.check(folder)).doesNotThrowAnyException();
        org.assertj.core.api.Assertions.assertThat(folder).isEmptyDirectory();
    }
}
