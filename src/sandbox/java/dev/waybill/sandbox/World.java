package dev.waybill.sandbox;

import dev.waybill.kit.TestAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The servers around the hub, and the settings by which the hub finds them. */
record World(ErpStub erp, MailServer mail, SftpServer sftp, Path directory) implements AutoCloseable {

    static final String SECRET = "sandbox-secret";
    private static final String TOKEN = "sandbox-token";
    private static final String PASSWORD = "sandbox-password";

    static World open(SandboxSettings settings) {
        ErpStub erp = ErpStub.startOn(settings.erpPort());
        erp.requireToken(TOKEN);
        try {
            return open(settings, erp, MailServer.startOn(settings.smtpPort()));
        } catch (RuntimeException e) {
            erp.close();
            throw e;
        }
    }

    private static World open(SandboxSettings settings, ErpStub erp, MailServer mail) {
        try {
            Path directory = settings.directory().toAbsolutePath().normalize();
            SftpServer sftp = SftpServer.startOn(settings.sftpPort(), directory, PASSWORD);
            return new World(erp, mail, sftp, directory);
        } catch (RuntimeException e) {
            mail.close();
            throw e;
        }
    }

    /**
     * What the hub must be told. It beats everything else that is set on this machine: a sandbox must never write to
     * somebody's real ERP, mailbox or database, and listens on loopback only, for its secret is known to all.
     */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(nothingElse());
        settings.put("COVVER_CLIENT_SECRET", SECRET);
        settings.put("ERP_URL", erp.url().toString());
        settings.put("ERP_TOKEN", TOKEN);
        settings.put("SMTP_HOST", mail.host());
        settings.put("SMTP_PORT", mail.port());
        settings.put("SMTP_STARTTLS", "false");
        settings.put("MAIL_FROM", "waybill@sandbox.example");
        settings.put("MAIL_TO", "orders@sandbox.example");
        settings.put("SFTP_HOST", sftp.host());
        settings.put("SFTP_PORT", sftp.port());
        settings.put("SFTP_USERNAME", SftpServer.USER);
        settings.put("SFTP_PASSWORD", PASSWORD);
        settings.put("SFTP_KNOWN_HOSTS_FILE", sftp.knownHosts().toString());
        settings.put("WAYBILL_DATABASE", "embedded");
        settings.put("waybill.data-directory", directory.resolve("data").toString());
        settings.put("waybill.listener.host", "127.0.0.1");
        settings.put("MANAGEMENT_ADDRESS", "127.0.0.1");
        settings.put("waybill.plan.enabled", "true");
        settings.put("waybill.publish.enabled", "true");
        settings.put("waybill.routes.watch", "true");
        settings.putAll(TestAccess.settings());
        return settings;
    }

    /** Settings that would mix the real world in; blank is as good as absent. */
    private static Map<String, Object> nothingElse() {
        Map<String, Object> blank = new HashMap<>();
        for (String setting : new String[] {
            "COVVER_CLIENT_SECRET_FILE",
            "COVVER_CLIENT_SECRET_PREVIOUS",
            "COVVER_CLIENT_SECRET_PREVIOUS_FILE",
            "ERP_OAUTH_TOKEN_URI",
            "ERP_OAUTH_CLIENT_ID",
            "ERP_OAUTH_CLIENT_SECRET",
            "ERP_OAUTH_SCOPE",
            "SMTP_USERNAME",
            "SMTP_PASSWORD",
            "SFTP_PRIVATE_KEY_FILE",
            "SFTP_PRIVATE_KEY_PASSPHRASE",
            "SFTP_DIRECTORY",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password"
        }) {
            blank.put(setting, "");
        }
        return blank;
    }

    @Override
    public void close() {
        erp.close();
        mail.close();
        sftp.close();
    }
}
