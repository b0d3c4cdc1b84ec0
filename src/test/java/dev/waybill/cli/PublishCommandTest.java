package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.console.TestHub;
import dev.waybill.kit.FreePort;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.revision.HubRevisions;
import dev.waybill.revision.LiveRevision;
import dev.waybill.revision.Revisions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on revisions, against a hub that may publish. Two other hubs are rows that the tests write. */
class PublishCommandTest {

    private static final long EVER = 1_000_000;

    private static TestHub hub;
    private static Revisions revisions;
    private static Bundle folderOfHub;
    private static int edits;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path token;
    private int seeded;

    @BeforeAll
    static void start() throws Exception {
        hub = TestHub.on(TestPostgres.fresh(), "s3cr3t", "--waybill.publish.enabled=true", "--waybill.node.name=a-hub");
        revisions = hub.context.getBean(Revisions.class);
        folderOfHub = RoutesFolder.of(hub.context.getEnvironment()).bundle();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void the_folder_is_live() throws Exception {
        seeded = revisions.seed(folderOfHub, "the hub", "the first folder");
        hub.command("/api/revisions/%d/live".formatted(seeded), "");
        for (Map.Entry<String, byte[]> file : folderOfHub.files().entrySet()) {
            Files.write(Files.createDirectories(folder.resolve("routes")).resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("routes/edit.txt"), "edit %d".formatted(edits++));
        token = Files.writeString(folder.resolve("token"), TestAccess.BEARER.replace("Bearer ", "") + "\n");
        hub.sql.sql("DELETE FROM node WHERE name LIKE 'hub-%'").update();
        await().until(() -> hub.sql
                        .sql("SELECT number FROM hub_revision WHERE hub = 'a-hub'")
                        .query(Integer.class)
                        .optional()
                        .orElse(0)
                == seeded);
    }

    @Test
    void a_folder_is_live_when_each_hub_has_followed() {
        follows("hub-a", EVER, 2, null);
        follows("hub-b", EVER, 2, null);
        assertThat(publish("--unplanned")).as(err::toString).isZero();
        assertThat(out.toString())
                .matches("Revision \\d+ is live\\. It has no tests\\.\n"
                        + "a-hub: runs revision \\d+\n"
                        + "hub-a: runs revision 2\nhub-b: runs revision 2\n");
        assertThat(live().changedBy()).isEqualTo(TestAccess.WHO);
        assertThat(revisions.find(live().number()).orElseThrow().basedOn()).isEqualTo(seeded);
        assertThat(revisions.find(live().number()).orElseThrow().reason()).isEqualTo("the new ERP");
    }

    @Test
    void a_hub_that_cannot_follow_or_is_late_exits_with_1() {
        follows("hub-a", EVER, 2, null);
        follows("hub-b", EVER, 1, "routes/erp.camel.yaml:3: no bean crmAuth");
        assertThat(publish("--unplanned")).isEqualTo(1);
        assertThat(out.toString())
                .endsWith("hub-a: runs revision 2\n"
                        + "hub-b: runs revision 1 and can't follow: routes/erp.camel.yaml:3: no bean crmAuth\n");

        follows("hub-c", 0, 1, null);
        assertThat(run("rollback", String.valueOf(seeded), "--reason", "no", "--wait", "1"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("Revision %d is live again.\n".formatted(seeded))
                .endsWith("hub-c: runs revision 1 [not yet, after 1 s]\n");
    }

    @Test
    void without_waiting_nothing_is_said_of_hubs() {
        follows("hub-c", 0, 1, null);
        assertThat(publish("--unplanned", "--no-wait")).as(err::toString).isZero();
        assertThat(out.toString()).endsWith("It has no tests.\n");
    }

    @Test
    void what_the_hub_refuses_exits_with_1_and_says_why() throws IOException {
        assertThat(publish()).isEqualTo(1);
        assertThat(out.toString()).startsWith("No plan compares this very bundle with revision %d".formatted(seeded));
        assertThat(publish("--unplanned", "--based-on", "998")).isEqualTo(1);
        assertThat(out.toString()).contains("you began with 998");
        assertThat(run("rollback", "999", "--reason", "no")).isEqualTo(1);
        assertThat(out.toString()).endsWith("There is no revision 999\n");
        assertThat(run("canary", "go-on", "--reason", "fine")).isEqualTo(1);
        assertThat(out.toString()).endsWith("No revision is being tried.\n");

        Files.writeString(folder.resolve("routes/b.test.yaml"), """
            - test: an order goes to the CRM
              source: covver
              event: {type: OrderPlaced, data: {id: o-1}}
              expect: {destinations: [crm]}
            """);
        assertThat(publish("--unplanned")).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAILED an order goes to the CRM", "expected [crm], was [erp]")
                .endsWith("Nothing is published.\n");
        Files.writeString(folder.resolve("routes/c.camel.yaml"), "- rout: {}");
        assertThat(publish("--unplanned")).isEqualTo(1);
        assertThat(out.toString()).contains("routes/c.camel.yaml:1:3: ");
        assertThat(live().number()).isEqualTo(seeded);
    }

    @Test
    void a_canary_is_tried_then_taken_back_or_gone_on_with() {
        follows("hub-a", EVER, 2, null);
        assertThat(publish("--unplanned", "--first", "20")).as(err::toString).isZero();
        LiveRevision.Canary canary = live().canary();
        assertThat(canary).isNotNull();
        assertThat(canary.first()).isEqualTo(20);
        assertThat(run("revisions")).isZero();
        assertThat(out.toString())
                .containsPattern(" %d canary +20\\S+Z night shift +the new ERP".formatted(canary.number()))
                .containsPattern(" %d live ".formatted(seeded))
                .endsWith("hub-a: runs revision 2\n");
        assertThat(run("canary", "back", "--reason", "wrong totals"))
                .as(err::toString)
                .isZero();
        assertThat(live().canary()).isNull();

        assertThat(publish("--unplanned", "--first", "20")).as(err::toString).isZero();
        assertThat(run("canary", "go-on", "--reason", "fine")).as(err::toString).isZero();
        assertThat(live().number()).isEqualTo(canary.number());
    }

    @Test
    void what_can_not_run_exits_with_2() throws IOException {
        assertThat(run("publish", folder.resolve("routes").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--reason=TEXT'");
        assertThat(WaybillCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), "canary"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Say go-on or back.");
        assertThat(publish("--unplanned", "--first", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("takes 1 to 10000");
        byte[] noise = new byte[3_200_000];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("routes/noise.bin"), noise);
        assertThat(publish("--unplanned")).isEqualTo(2);
        assertThat(err.toString()).contains("The folder is too large to be sent: ");
        String nobody = "http://127.0.0.1:" + FreePort.next();
        assertThat(run("revisions", "--url", nobody)).isEqualTo(2);
        assertThat(err.toString()).contains("No hub answers at " + nobody);
        String door = hub.door("covver").resolve("/").toString();
        assertThat(run("revisions", "--url", door)).isEqualTo(2);
        assertThat(err.toString())
                .contains("Another port answers at %s. Name the hub's management port by --url".formatted(door));
    }

    private void follows(String name, long change, int number, String problem) {
        long node = hub.sql
                .sql("INSERT INTO node (until, name) VALUES (now() + interval '1 hour', :name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        hub.context.getBean(HubRevisions.class).record(node, number, null, change, problem);
    }

    private static LiveRevision live() {
        return revisions.live().orElseThrow();
    }

    private int publish(String... options) {
        return run(Stream.concat(
                        Stream.of("publish", folder.resolve("routes").toString(), "--reason", "the new ERP"),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private int run(String... words) {
        Stream<String> where = List.of(words).contains("--url")
                ? Stream.of()
                : Stream.of("--url", hub.management("").toString());
        return WaybillCommand.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.of(Stream.of(words), where, Stream.of("--token-file", token.toString()))
                        .flatMap(some -> some)
                        .toArray(String[]::new));
    }
}
