package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CiTest {

    private static final Path SCRIPT = Path.of(".ci/run");

    @Test
    void ci_runs_the_test_command_of_the_readme_and_nothing_else() throws IOException {
        String last = Files.readAllLines(SCRIPT).getLast();
        assertThat(last).startsWith("exec mvn ");
        assertThat(Files.readAllLines(Path.of("README.md")))
                .as("the README's line for the test command")
                .anyMatch(line -> line.matches("%s +# test.*".formatted(last.replace("exec ", ""))));
        assertThat(SCRIPT).isExecutable();
    }
}
