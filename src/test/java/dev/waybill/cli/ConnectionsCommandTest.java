package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.console.TestHub;
import dev.waybill.kit.FreePort;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.ErpStub;
import dev.waybill.sandbox.MailServer;
import dev.waybill.sandbox.SftpServer;
import dev.waybill.smtp.ScriptedSmtp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and tests the connections of a real hub to real servers, of which some are down, slow or refuse the login. */
class ConnectionsCommandTest {

    private static final ErpStub ERP = ErpStub.start();
    private static final MailServer MAIL = MailServer.start();
    private static final ScriptedSmtp STRICT = new ScriptedSmtp()
            .on("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN")
            .on("AUTH", "535 5.7.8 not pssst-mail");

    @TempDir
    private static Path home;

    private static SftpServer sftp;
    private static TestHub hub;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        ERP.requireToken("right");
        sftp = SftpServer.start(home.resolve("sftp"), "right");
        Files.createDirectories(sftp.root().resolve("in"));
        Files.writeString(sftp.root().resolve("in/a.csv"), "a");
        hub = TestHub.on(
                TestPostgres.fresh(),
                "s3cr3t",
                Stream.of(
                                "erp.http.url=" + ERP.url(),
                                "erp.http.token=right",
                                "refused.http.url=" + ERP.url(),
                                "refused.http.token=pssst-token",
                                "client.http.url=" + ERP.url(),
                                "client.http.oauth.token-uri=" + ERP.url() + "/oauth/token",
                                "client.http.oauth.client-id=hub",
                                "client.http.oauth.client-secret=pssst-client",
                                "down.http.url=http://127.0.0.1:" + FreePort.next(),
                                "email.smtp.host=" + MAIL.host(),
                                "email.smtp.port=" + MAIL.port(),
                                "email.smtp.starttls=false",
                                "email.smtp.from=a@example.com",
                                "email.smtp.to=b@example.com",
                                "strict.smtp.host=127.0.0.1",
                                "strict.smtp.port=" + STRICT.port(),
                                "strict.smtp.starttls=false",
                                "strict.smtp.username=hub",
                                "strict.smtp.password=pssst-mail",
                                "strict.smtp.from=a@example.com",
                                "strict.smtp.to=b@example.com",
                                "tls.smtp.host=" + MAIL.host(),
                                "tls.smtp.port=" + MAIL.port(),
                                "tls.smtp.from=a@example.com",
                                "tls.smtp.to=b@example.com",
                                "partner.sftp.host=" + sftp.host(),
                                "partner.sftp.port=" + sftp.port(),
                                "partner.sftp.username=" + SftpServer.USER,
                                "partner.sftp.password=right",
                                "partner.sftp.known-hosts-file=" + sftp.knownHosts(),
                                "partner.sftp.directory=in",
                                "wrong.sftp.host=" + sftp.host(),
                                "wrong.sftp.port=" + sftp.port(),
                                "wrong.sftp.username=" + SftpServer.USER,
                                "wrong.sftp.password=pssst-sftp",
                                "wrong.sftp.known-hosts-file=" + sftp.knownHosts())
                        .map("--waybill.connections."::concat)
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        ERP.close();
        MAIL.close();
        STRICT.close();
        sftp.close();
    }

    @BeforeEach
    void all_right() {
        ERP.mode(ErpMode.OK);
    }

    @Test
    void without_a_name_all_are_listed_and_a_paused_one_says_which_settings_it_lacks() throws IOException {
        assertThat(run(TestAccess.VIEWERS_BEARER)).as(err::toString).isZero();
        assertThat(out.toString())
                .containsPattern("erp +http +" + ERP.url())
                .containsPattern("partner +sftp +sftp://127.0.0.1:\\d+/in")
                .containsPattern("sftp +sftp +paused without SFTP_HOST, SFTP_USERNAME, SFTP_PASSWORD,")
                .doesNotContain("pssst", "right");
    }

    @Test
    void a_test_logs_in_to_each_and_sends_nothing() throws IOException {
        assertThat(run(TestAccess.BEARER, "--test", "erp", "email", "partner", "sftp"))
                .as(() -> out + "" + err)
                .isZero();
        assertThat(out.toString())
                .contains("good: HEAD " + ERP.url()
                        + " was answered 405: the system takes no HEAD, and tells nothing of a login.")
                .contains("good: The mail server answered EHLO, and the connection is not encrypted. No login is set.")
                .contains("good: The host key is known, the login is right, and the folder in has 1 files.");
        assertThat(ERP.effects()).isEmpty();
        assertThat(MAIL.received()).isEmpty();
        assertThat(hub.count("audit WHERE verb = 'test' AND subject = 'connection' AND subject_name = 'erp'"))
                .isPositive();
    }

    @Test
    void one_that_cannot_be_used_is_told_with_its_reason_and_no_secret() throws IOException {
        assertThat(run(TestAccess.BEARER, "--test", "refused", "client", "down", "strict", "tls", "wrong"))
                .isEqualTo(1);
        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).contains("refused", "was answered 401: the login is refused."))
                .anySatisfy(line -> assertThat(line).contains("client", "answered 401 invalid_client"))
                .anySatisfy(line -> assertThat(line).contains("down", "refused"))
                .anySatisfy(line -> assertThat(line).contains("strict", "535 5.7.8 not ***"))
                .anySatisfy(line -> assertThat(line).contains("tls", "STARTTLS"))
                .anySatisfy(line -> assertThat(line).contains("wrong", "Auth fail"));
        assertThat(out.toString()).doesNotContain("pssst");
    }

    @Test
    void one_that_never_answers_is_given_up() throws IOException {
        ERP.mode(ErpMode.STALL);
        assertThat(run(TestAccess.BEARER, "--test", "erp")).isEqualTo(1);
        assertThat(out.toString()).contains("fails: ", "timed out");
    }

    @Test
    void a_viewer_tests_nothing_and_a_name_that_is_unknown_is_told() throws IOException {
        assertThat(run(TestAccess.VIEWERS_BEARER, "--test", "erp")).isEqualTo(2);
        assertThat(err.toString()).contains("it takes an operator's");
        assertThat(run(TestAccess.BEARER, "epr")).isEqualTo(2);
        assertThat(err.toString()).contains("The hub has no connection epr.");
    }

    @Test
    void the_api_tells_what_can_not_be_tested() throws Exception {
        assertThat(hub.command("/api/connections/sftp/test", "").detail())
                .startsWith("The connection sftp lacks its settings: SFTP_HOST");
        assertThat(hub.command("/api/connections/none/test", "").status()).isEqualTo(404);
        HttpResponse<String> page = hub.asViewer("/api/connections");
        assertThat(page.body()).doesNotContain("pssst");
    }

    private int run(String bearer, String... options) throws IOException {
        Path token = Files.writeString(home.resolve("token"), bearer.replace("Bearer ", ""));
        String[] words = Stream.concat(
                        Stream.of(
                                "connections",
                                "--url",
                                hub.management("").toString(),
                                "--token-file",
                                token.toString()),
                        Stream.of(options))
                .toArray(String[]::new);
        return WaybillCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
