package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.console.TestHub;
import dev.waybill.kit.FreePort;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    private static final String SECRET = "s3cr3t";

    private static TestHub hub;
    private static Bundle live;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path token;

    @BeforeAll
    static void store_events() throws Exception {
        hub = TestHub.on(TestPostgres.fresh(), SECRET, "--waybill.plan.enabled=true");
        live = RoutesFolder.of(hub.context.getEnvironment()).bundle();
        for (int i = 1; i <= 3; i++) {
            assertThat(hub.webhook(TestHub.order("o-" + i), "k-" + i, SECRET)).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void routes() throws IOException {
        for (Map.Entry<String, byte[]> file : live.files().entrySet()) {
            Files.write(Files.createDirectories(folder.resolve("routes")).resolve(file.getKey()), file.getValue());
        }
        token = Files.writeString(folder.resolve("token"), TestAccess.BEARER.replace("Bearer ", "") + "\n");
    }

    @Test
    void the_same_routes_make_no_difference_and_exit_with_0() {
        assertThat(run("--last", "2", "--since", "24h")).as(err::toString).isZero();
        assertThat(out.toString())
                .contains("the last 2 events within PT24H")
                .containsPattern("OrderPlaced +erp +2 +0 +0 +0 +0")
                .endsWith("2 events compared: 0 hand-overs would be different, 0 of them refused\n");
    }

    @Test
    void routes_that_refuse_exit_with_1_and_show_the_events() throws IOException {
        edit("outbox:erp", "outbox:crm");
        assertThat(run()).as(err::toString).isEqualTo(1);
        assertThat(out.toString())
                .contains("OrderPlaced at crm, refused: ", "/console/events/")
                .endsWith("3 events compared: 6 hand-overs would be different, 3 of them refused\n");
    }

    @Test
    void routes_with_mistakes_exit_with_1_and_their_places() throws IOException {
        edit("uri: outbox:erp", "uri: outbx:erp");
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString())
                .contains("rest.camel.yaml:", "names the component outbx")
                .endsWith("There is no plan: the routes have mistakes.\n");
    }

    @Test
    void a_hub_that_is_away_or_does_not_know_the_token_is_told_in_a_sentence() throws IOException {
        String nobody = "http://127.0.0.1:" + FreePort.next();
        assertThat(WaybillCommand.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "plan",
                        folder.resolve("routes").toString(),
                        "--url",
                        nobody,
                        "--token-file",
                        token.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("No hub answers at " + nobody);

        Files.writeString(token, "of-nobody");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("does not know the token");
        Files.writeString(token, TestAccess.VIEWERS_BEARER.replace("Bearer ", ""));
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("it takes an operator's");
    }

    @Test
    void a_number_out_of_bounds_is_told() {
        assertThat(run("--last", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("1 to 10000");
        assertThat(run("--since", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("--since takes a time such as 24h, 30m or 7d.");
    }

    private void edit(String from, String to) throws IOException {
        Path file = folder.resolve("routes/rest.camel.yaml");
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    private int run(String... options) {
        String[] words = new String[options.length + 6];
        words[0] = "plan";
        words[1] = folder.resolve("routes").toString();
        words[2] = "--url";
        words[3] = hub.management("").toString();
        words[4] = "--token-file";
        words[5] = token.toString();
        System.arraycopy(options, 0, words, 6, options.length);
        return WaybillCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
