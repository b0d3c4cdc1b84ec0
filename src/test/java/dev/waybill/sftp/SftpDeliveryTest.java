package dev.waybill.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Judged;
import dev.waybill.kit.TwoAddresses;
import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.SftpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpDeliveryTest {

    private static final Delivery ORDER = Delivery.of("OrderPlaced", """
        {"data":{"id":"o-1","orderNumber":"123","orderLineItems":[{"id":"l-1","title":"Zoë, \\"茶\\"","price":12.10}]}}\
        """);
    private static final String NAME = "123-placed-7.csv";

    @TempDir
    private static Path home;

    private static SftpServer server;
    private static Path inbox;
    private static TestRoute route;

    @BeforeAll
    static void start() throws IOException {
        server = SftpServer.start(home, "p&ss+w%20rd)&x=RAW(1)");
        inbox = Files.createDirectories(server.root().resolve("in coming/ä"));
        route = TestRoute.start(
                "sftp",
                "waybill.sftp.host=" + server.host(),
                "waybill.sftp.port=" + server.port(),
                "waybill.sftp.username=" + SftpServer.USER,
                "waybill.sftp.password=p&ss+w%20rd)&x=RAW(1)",
                "waybill.sftp.known-hosts-file=" + server.knownHosts(),
                "waybill.sftp.directory=in coming/ä");
    }

    @AfterAll
    static void stop() {
        route.close();
        server.close();
    }

    @AfterEach
    void well() throws IOException {
        server.resume();
        server.refuseLogin(false);
        server.diskFull(false);
        server.keepExisting(false);
        for (Path file : server.files()) {
            Files.delete(server.root().resolve(file));
        }
    }

    @Test
    void a_file_appears_under_its_name_only() throws IOException {
        Exchange done = route.deliver(ORDER);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("Uploaded as in coming/ä/" + NAME);
        assertThat(inbox).isDirectoryContaining("glob:**/" + NAME);
        assertThat(server.files()).hasSize(1);
        String[] lines = Files.readString(inbox.resolve(NAME)).split("\r\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .startsWith("eventId,eventType,orderId,orderNumber,")
                .endsWith(",work.department,work.location");
        assertThat(lines[1])
                .startsWith("\"7\",\"OrderPlaced\",\"o-1\",\"123\",,,\"l-1\",,,,,\"Zoë, \"\"茶\"\"\",,12.10,,");
        assertThat(lines[2]).isEmpty();
    }

    @Test
    void a_server_whose_first_address_refuses_is_reached_at_its_second() throws IOException {
        Path known = Files.writeString(
                home.resolve("known_two"),
                Files.readString(server.knownHosts()).replace(server.host(), TwoAddresses.NAME));
        try (TestRoute two = TestRoute.start(
                "sftp",
                "waybill.sftp.host=" + TwoAddresses.NAME,
                "waybill.sftp.port=" + server.port(),
                "waybill.sftp.username=" + SftpServer.USER,
                "waybill.sftp.password=p&ss+w%20rd)&x=RAW(1)",
                "waybill.sftp.known-hosts-file=" + known)) {
            server.stop();
            assertThat(two.deliver(ORDER).getException()).hasRootCauseInstanceOf(java.net.SocketException.class);
            server.resume();
            assertThat(two.deliver(ORDER).getException()).isNull();
            assertThat(server.files()).containsExactly(Path.of(NAME));
        }
    }

    @Test
    void a_file_begins_with_a_byte_order_mark_if_that_is_set() throws IOException {
        try (TestRoute marked = TestRoute.start(
                "sftp",
                "waybill.sftp.host=" + server.host(),
                "waybill.sftp.port=" + server.port(),
                "waybill.sftp.username=" + SftpServer.USER,
                "waybill.sftp.password=p&ss+w%20rd)&x=RAW(1)",
                "waybill.sftp.known-hosts-file=" + server.knownHosts(),
                "waybill.sftp.byte-order-mark=true")) {
            assertThat(marked.deliver(ORDER).getException()).isNull();
        }
        assertThat(Files.readString(server.root().resolve(NAME))).startsWith("\uFEFFeventId,");
        assertThat(Files.readAllBytes(server.root().resolve(NAME))).startsWith(0xEF, 0xBB, 0xBF, 'e');
    }

    @Test
    void many_files_go_at_once() {
        IntStream.range(0, 40)
                .parallel()
                .forEach(i -> assertThat(route.deliver(Delivery.of(
                                        "OrderConfirmed",
                                        "{\"data\":{\"orderNumber\":%d,\"orderLineItems\":[{}]}}".formatted(i)))
                                .getException())
                        .isNull());
        assertThat(server.files()).hasSize(40).allMatch(file -> file.toString().endsWith("-confirmed-7.csv"));
    }

    @Test
    void a_header_of_the_message_does_not_name_the_file() {
        Exchange exchange = ORDER.exchange(route.camel());
        exchange.getMessage().setHeader("CamelFileName", "../../evil");
        exchange.getMessage().setHeader("CamelOverruleFileName", "../../evil");
        exchange.getMessage().setHeader("CamelFtpEvil", "../../evil");
        route.send(exchange);
        assertThat(server.files()).containsExactly(Path.of("in coming/ä", NAME));
    }

    @Test
    void a_mended_mapping_replaces_the_file() throws IOException {
        Files.writeString(inbox.resolve(NAME), "old");
        assertThat(route.deliver(ORDER).getException()).isNull();
        assertThat(Files.readString(inbox.resolve(NAME))).startsWith("eventId,");
    }

    @Test
    void where_the_server_keeps_existing_files_the_same_file_is_a_success() {
        route.deliver(ORDER);
        server.keepExisting(true);

        assertThat(route.deliver(ORDER.again()).getException()).isNull();
        assertThat(server.files()).containsExactly(Path.of("in coming/ä", NAME));
    }

    @Test
    void where_the_server_keeps_existing_files_another_size_is_a_failure() throws IOException {
        Files.writeString(inbox.resolve(NAME), "old");
        server.keepExisting(true);

        assertThat(route.deliver(ORDER).getException())
                .hasMessageStartingWith("Cannot rename file from: in coming/ä/" + NAME);
        assertThat(Files.readString(inbox.resolve(NAME))).isEqualTo("old");
        assertThat(server.files()).hasSize(1);
    }

    @Test
    void what_a_crash_left_behind_is_no_obstacle() throws IOException {
        Files.writeString(inbox.resolve(NAME + ".40.part"), "half");
        Files.writeString(inbox.resolve(NAME + ".41.part"), "a longer half of a file than the whole is".repeat(99));

        assertThat(route.deliver(ORDER).getException()).isNull();
        assertThat(Files.readString(inbox.resolve(NAME)))
                .startsWith("eventId,")
                .endsWith("\r\n")
                .doesNotContain("half");
    }

    @Test
    void a_full_disk_is_a_failure_that_leaves_nothing() {
        server.diskFull(true);
        assertThat(route.deliver(ORDER).getException())
                .hasMessageStartingWith("Cannot store file: in coming/ä/" + NAME);
        assertThat(server.files()).isEmpty();

        server.diskFull(false);
        assertThat(route.deliver(ORDER.again()).getException()).isNull();
    }

    @Test
    void a_restart_of_the_server_costs_one_attempt_at_most() {
        route.deliver(ORDER);
        server.stop();
        // a client that has not yet seen its connection end fails at the upload, not at the connect
        assertThat(route.deliver(ORDER).getException()).message().matches("Cannot (connect to sftp://|store file: ).*");
        server.resume();
        assertThat(route.deliver(ORDER).getException()).isNull();
    }

    @Test
    void a_refused_login_is_a_failure_with_its_reason() {
        server.stop();
        server.resume();
        server.refuseLogin(true);
        route.deliver(ORDER); // a client that has not yet seen its connection end fails at the upload, not at the login
        assertThat(route.deliver(ORDER).getException()).rootCause().hasMessageContaining("Auth fail");
    }

    @Test
    void an_event_that_is_no_order_is_refused_for_good() {
        assertThat(Judged.refusal(route.deliver(Delivery.of("OrderPlaced", "{\"data\":[]}"))
                        .getException()))
                .startsWith("the event can't be mapped: ");
    }

    @Test
    void without_any_setting_the_route_is_paused() {
        try (TestRoute paused = TestRoute.start("sftp")) {
            assertThat(paused.runs()).isFalse();
        }
    }
}
