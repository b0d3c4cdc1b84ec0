package dev.waybill.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.kit.Written;
import dev.waybill.secret.FollowFiles;
import dev.waybill.settings.BadSetting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSettingsTest {

    @Test
    void blank_settings_are_none() {
        assertThat(SmtpSettings.of(written("", " ", null, "", "", "", "", "", "", ""))
                        .configured())
                .isFalse();
    }

    @Test
    void starttls_is_required_on_port_587_unless_said_otherwise() {
        EmailDestination email = destination(settings("", "", "", ""));
        assertThat(email.port()).isEqualTo("587");
        assertThat(email.starttls()).isTrue();
        assertThat(email.starttlsRequired()).isTrue();

        EmailDestination optional = destination(settings("25", "", "", "optional"));
        assertThat(optional.port()).isEqualTo("25");
        assertThat(optional.starttls()).isTrue();
        assertThat(optional.starttlsRequired()).isFalse();

        EmailDestination plain = destination(settings("", "", "", "false"));
        assertThat(plain.starttls()).isFalse();
        assertThat(plain.starttlsRequired()).isFalse();
    }

    @Test
    void nobody_logs_in_without_a_username() {
        assertThat(connection(settings("", "", "", ""))
                        .login()
                        .getPasswordAuthentication()
                        .getUserName())
                .isNull();
        var login = connection(settings("", "hub", " p w ", "")).login().getPasswordAuthentication();
        assertThat(login.getUserName() + login.getPassword()).isEqualTo("hub p w ");
    }

    @Test
    void names_are_written_as_a_mails_head_may_have_them() {
        ConnectionSettings written = written(
                "mail.example.com",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "Büro <orders@example.com>",
                "a@example.com,\"B, C\" <b@example.com>");
        SmtpSettings email = SmtpSettings.of(written);
        assertThat(email.from()).isEqualTo("=?UTF-8?Q?B=C3=BCro?= <orders@example.com>");
        assertThat(email.to()).isEqualTo("a@example.com, \"B, C\" <b@example.com>");
        assertThat(destination(written).domain()).isEqualTo("example.com");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''     | ''  | ''  | ''  | ''  | a@ex.com | b@ex.com | SMTP_HOST
        ''     | ''  | ''  | ''  | required | '' | ''        | SMTP_HOST
        m.ex   | ''  | ''  | ''  | ''  | ''       | b@ex.com | MAIL_FROM
        m.ex   | ''  | ''  | ''  | ''  | a@ex.com | ''       | MAIL_TO
        m.ex   | ''  | ''  | ''  | ''  | '"{{x}}" <a@ex.com>' | b@ex.com | MAIL_FROM
        m.ex   | ''  | ''  | ''  | ''  | a@ex.com | '{{x}}@ex.com' | MAIL_TO
        m.ex:25 | '' | ''  | ''  | ''  | a@ex.com | b@ex.com | SMTP_HOST
        m.ex   | x   | ''  | ''  | ''  | a@ex.com | b@ex.com | SMTP_PORT
        m.ex   | ''  | hub | ''  | ''  | a@ex.com | b@ex.com | SMTP_PASSWORD
        m.ex   | ''  | ''  | pw  | ''  | a@ex.com | b@ex.com | SMTP_USERNAME
        m.ex   | ''  | hub | p\uFFFDw | '' | a@ex.com | b@ex.com | SMTP_PASSWORD
        m.ex   | ''  | ''  | ''  | yes | a@ex.com | b@ex.com | SMTP_STARTTLS
        m.ex   | ''  | ''  | ''  | ''  | a        | b@ex.com | MAIL_FROM
        m.ex   | ''  | ''  | ''  | ''  | a@ex.com, c@ex.com | b@ex.com | MAIL_FROM
        m.ex   | ''  | ''  | ''  | ''  | a@ex.com | b@ex.com; c@ex.com | MAIL_TO
        m.ex   | ''  | ''  | ''  | ''  | a@ex.com | b@ex.com\\nBcc: c@ex.com | MAIL_TO
        m.ex   | ''  | ''  | ''  | ''  | a@ex.com | ü@ex.com | MAIL_TO
        m.ex   | ''  | ''  | ''  | ''  | a@ex.com | a b c    | MAIL_TO
        """)
    void a_wrong_or_missing_setting_stops_the_start(
            String host,
            String port,
            String user,
            String password,
            String starttls,
            String from,
            String to,
            String named) {
        assertThatThrownBy(() -> SmtpSettings.of(
                        written(host, port, user, password, null, starttls, "", "", from, to.replace("\\n", "\n"))))
                .isInstanceOfSatisfying(
                        BadSetting.class, bad -> assertThat(bad.setting()).isEqualTo(named))
                .hasMessageStartingWith(named + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional", "false"})
    void a_password_does_not_leave_the_machine_unencrypted_unless_that_is_meant(String starttls) {
        assertThatThrownBy(() -> SmtpSettings.of(with("mail.example.com", "pw", starttls, "", "")))
                .hasMessage("SMTP_STARTTLS can send the password unencrypted: set it to required, or set"
                        + " SMTP_INSECURE=true to allow this.");
        assertThat(SmtpSettings.of(with("mail.example.com", "pw", starttls, "true", ""))
                        .unencrypted())
                .isFalse();
        assertThat(SmtpSettings.of(with("mail.example.com", "", starttls, "", ""))
                        .unencrypted())
                .isTrue();
        assertThat(SmtpSettings.of(with("127.0.0.1", "pw", starttls, "", "")).unencrypted())
                .isFalse();
        assertThat(SmtpSettings.of(with("mail.example.com", "pw", "required", "", ""))
                        .unencrypted())
                .isFalse();
    }

    @Test
    void the_hub_names_itself_by_the_sender_s_domain_or_as_set() {
        assertThat(destination(with("m.ex", "", "", "", "")).helo()).isEqualTo("example.com");
        assertThat(destination(with("m.ex", "", "", "", "hub.example.org")).helo())
                .isEqualTo("hub.example.org");
        assertThat(destination(with("m.ex", "", "", "", "[192.0.2.1]")).helo()).isEqualTo("[192.0.2.1]");
        assertThatThrownBy(() -> SmtpSettings.of(with("m.ex", "", "", "", "hub\r\nMAIL FROM:<a@b>")))
                .hasMessageStartingWith("SMTP_HELO is no host name");
    }

    private static ConnectionSettings with(
            String host, String password, String starttls, String insecure, String helo) {
        String user = password.isEmpty() ? "" : "hub";
        return written(
                host, "", user, password, null, starttls, insecure, helo, "Hub <hub@example.com>", "b@example.com");
    }

    private static ConnectionSettings settings(String port, String user, String password, String starttls) {
        return written(
                "mail.example.com", port, user, password, null, starttls, "", "", "a@example.com", "b@example.com");
    }

    private static EmailDestination destination(ConnectionSettings settings) {
        return new EmailDestination(connection(settings));
    }

    private static SmtpConnection connection(ConnectionSettings settings) {
        return new SmtpConnection(settings, new FollowFiles(new SimpleMeterRegistry()));
    }

    private static ConnectionSettings written(
            String host,
            String port,
            String username,
            String password,
            String passwordFile,
            String starttls,
            String insecure,
            String helo,
            String from,
            String to) {
        return Written.of(
                "email",
                Kind.SMTP,
                "host",
                host,
                "port",
                port,
                "username",
                username,
                "password",
                password,
                "password-file",
                passwordFile,
                "starttls",
                starttls,
                "insecure",
                insecure,
                "helo",
                helo,
                "from",
                from,
                "to",
                to);
    }
}
