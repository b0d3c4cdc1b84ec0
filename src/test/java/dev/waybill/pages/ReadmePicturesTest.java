package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.MailServer;
import dev.waybill.sandbox.SftpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes README's pictures when it is asked to: {@code mvn test -Dtest=ReadmePicturesTest
 * -Dwaybill.screenshots=docs/images}. The same events on a database of their own; clocks and ages are written over before
 * the picture is taken, so that a picture changes when the page does.
 */
@EnabledIfSystemProperty(named = ReadmePicturesTest.FOLDER, matches = ".+")
class ReadmePicturesTest {

    static final String FOLDER = "waybill.screenshots";

    private static final long MOST_BYTES = 150 << 10;

    /** Clocks and ages stand still. */
    private static final String STILL = """
        () => {
          document.querySelectorAll("time").forEach(time => { time.textContent = "3:12:45 AM"; });
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            texts.currentNode.data = texts.currentNode.data.replace(/\\b\\d+ s\\b/g, "40 s");
          }
        }\
        """;

    @TempDir
    Path home;

    @Test
    void an_order_that_holds_its_group_and_what_flows_meanwhile() throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty(FOLDER)));
        try (MailServer mail = MailServer.start();
                SftpServer sftp = SftpServer.start(home, "password");
                ConsoleHub hub = ConsoleHub.start(settings(mail, sftp));
                Chromium chromium = Chromium.open()) {
            for (int i = 0; i < 12; i++) {
                hub.order("b7d1c0de-4a5b-4c6d-8e9f-00000000%04d".formatted(i), "1002002%02d".formatted(i), 3);
            }
            awaitOpen(hub, 0);
            hub.erp.mode(ErpMode.REFUSE);
            hub.order("b7d1c0de-4a5b-4c6d-8e9f-000000004711", "100200300", 3);
            Awaitility.await()
                    .atMost(Looking.PATIENCE)
                    .until(() -> hub.count("outbox_delivery WHERE state = 'DEAD'") == 1);
            awaitOpen(hub, 3);
            var look = Looking.look(ColorScheme.LIGHT, 1180, 760);
            try (Looking ada = Looking.at(chromium, hub, TestAccess.OPERATOR, look, "/console")) {
                ada.sees("erp: 1 dead delivery waits for an operator, 1 blocked group.");
                awaitCounted(hub);
                ada.page.route("**/console/live", Route::abort);
                Awaitility.await().atMost(Looking.PATIENCE).until(() -> {
                    ada.go("/console");
                    return !ada.page.content().contains("36/min"); // what was read before the last three were counted
                });
                ada.sees("erp: 1 dead delivery waits for an operator, 1 blocked group.");
                picture(ada.page, folder.resolve("flow.png"));
                ada.go("/console/orders?group=b7d1c0de-4a5b-4c6d-8e9f-000000004711");
                ada.sees("holds this order at erp");
                ada.sees("100200300");
                picture(ada.page, folder.resolve("order.png"));
            }
        }
    }

    private static void picture(Page page, Path file) throws Exception {
        page.evaluate(STILL);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).as("%s", file).isLessThan(MOST_BYTES);
    }

    /** The page's figures are written every two seconds. */
    private static void awaitCounted(ConsoleHub hub) {
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .until(() -> counted(hub, "ACCEPTED") == 39
                        && counted(hub, "DELIVERED") >= hub.count("outbox_delivery WHERE state = 'DELIVERED'"));
    }

    private static long counted(ConsoleHub hub, String figure) {
        return hub.sql
                .sql("SELECT coalesce(sum(count), 0) FROM console_minute WHERE figure = :figure")
                .param("figure", figure)
                .query(Long.class)
                .single();
    }

    private static void awaitOpen(ConsoleHub hub, long most) {
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .until(() -> hub.count("inbox_work") == 0
                        && hub.count("outbox_delivery WHERE state IN ('PENDING', 'DEAD')") <= most);
    }

    private static String[] settings(MailServer mail, SftpServer sftp) {
        return new String[] {
            "--SMTP_HOST=" + mail.host(),
            "--SMTP_PORT=" + mail.port(),
            "--SMTP_STARTTLS=false",
            "--MAIL_FROM=waybill@example.org",
            "--MAIL_TO=orders@example.org",
            "--SFTP_HOST=" + sftp.host(),
            "--SFTP_PORT=" + sftp.port(),
            "--SFTP_USERNAME=" + SftpServer.USER,
            "--SFTP_PASSWORD=password",
            "--SFTP_KNOWN_HOSTS_FILE=" + sftp.knownHosts()
        };
    }
}
