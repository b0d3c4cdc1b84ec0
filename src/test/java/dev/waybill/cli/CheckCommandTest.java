package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.bundle.ReadBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void a_right_bundle_is_counted_and_exits_with_0() {
        assertThat(run("check", "routes")).isZero();
        assertThat(out)
                .hasToString("0 errors, 0 warnings in %d files%n"
                        .formatted(ReadBundle.from(Path.of("routes")).files().size()));
    }

    @Test
    void errors_exit_with_1_and_warnings_with_0_unless_strict() throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"), "- route: {from: {uri: 'inbox:covver', steps: [{log: {message: a}}]}}");
        assertThat(run("check", folder.toString())).isZero();
        assertThat(out.toString()).contains("a.camel.yaml:1:10: has a route without an id [warning]");
        assertThat(run("check", "--strict", folder.toString())).isEqualTo(1);

        Files.writeString(folder.resolve("b.camel.yaml"), "");
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("b.camel.yaml:1: is empty\n");
    }

    @Test
    void a_command_that_can_not_run_exits_with_2_and_says_why() {
        assertThat(run("check", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).endsWith("none is not a folder that can be read.\n");
        assertThat(run("chekc")).isEqualTo(2);
        assertThat(err.toString()).contains("chekc", "waybill check");
    }

    @Test
    void sarif_names_rule_place_and_sentence() throws IOException {
        Files.writeString(folder.resolve("b.camel.yaml"), "- route:\n    idd: b\n");
        assertThat(run("check", "--sarif", folder.toString())).isEqualTo(1);
        var results = JsonMapper.builder().build().readTree(out.toString()).at("/runs/0/results");
        assertThat(results.findValuesAsText("ruleId")).contains("camel-schema");
        assertThat(results.findValues("startLine").getFirst().asInt()).isPositive();
    }

    @Test
    void help_lists_the_commands_and_the_exit_codes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("check", "Exit codes:", "2  the command could not run");
        assertThat(WaybillCommand.isCommand("--help")).isTrue();
        assertThat(WaybillCommand.isCommand("--server.port=1")).isFalse();
        assertThat(WaybillCommand.isCommand()).isFalse();
    }

    private int run(String... arguments) {
        return WaybillCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
