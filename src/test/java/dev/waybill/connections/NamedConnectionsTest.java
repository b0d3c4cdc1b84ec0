package dev.waybill.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.waybill.settings.Setting;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.SystemEnvironmentPropertySourceEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class NamedConnectionsTest {

    private final Map<String, Object> file = new HashMap<>();
    private final Map<String, Object> variables = new HashMap<>();
    private final StandardEnvironment environment = environment();

    private StandardEnvironment environment() {
        StandardEnvironment made = new StandardEnvironment();
        made.getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        made.getPropertySources().addLast(new MapPropertySource("file", file));
        new SystemEnvironmentPropertySourceEnvironmentPostProcessor()
                .postProcessEnvironment(made, new SpringApplication());
        ConfigurationPropertySources.attach(made);
        OlderNames.in(made);
        return made;
    }

    @Test
    void the_shipped_three_are_always_there() {
        assertThat(NamedConnections.in(environment))
                .containsExactly(entry("email", Kind.SMTP), entry("erp", Kind.HTTP), entry("sftp", Kind.SFTP));
    }

    @Test
    void others_are_known_by_their_names_in_files_and_variables() {
        file.put("waybill.connections.erp-de.http.url", "https://erp.example.com");
        file.put("waybill.connections.partner.sftp.host", "sftp.example.com");
        variables.put("WAYBILL_CONNECTIONS_ERPDE_HTTP_TOKENFILE", "/run/token");
        variables.put("WAYBILL_CONNECTIONS_BANK_HTTP_URL", "https://bank.example.com");
        assertThat(NamedConnections.in(environment))
                .contains(entry("erp-de", Kind.HTTP), entry("partner", Kind.SFTP), entry("bank", Kind.HTTP))
                .hasSize(6);
        assertThat(option("erp-de", "token-file"))
                .isEqualTo(new Setting("WAYBILL_CONNECTIONS_ERPDE_HTTP_TOKENFILE", "/run/token"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Erp.http.url      | has a connection named 'Erp'
        none.http.url     | has a connection named 'none'
        a.htpp.url        | waybill.connections.a has the kind htpp, which is none of http, smtp, sftp, kafka, amqp.
        a.http.tokn       | waybill.connections.a.http.tokn is no setting of a connection; http has url, token,
        a.http.token.file | waybill.connections.a.http.token.file is no setting of a connection
        a                 | waybill.connections.a must have one kind, of http, smtp, sftp, kafka, amqp, but has none.
        email.http.url    | waybill.connections.email must have one kind, of http, smtp, sftp, kafka, amqp, but has http, smtp.
        """)
    void a_wrong_name_kind_or_setting_is_told(String property, String sentence) {
        file.put("waybill.connections." + property, "x");
        assertThatThrownBy(() -> NamedConnections.in(environment)).hasMessageContaining(sentence);
    }

    @Test
    void a_setting_has_the_name_that_the_operator_gave_it() {
        file.put("waybill.connections.erp.http.url", "${ERP_URL:}");
        assertThat(option("erp", "url")).isEqualTo(new Setting("ERP_URL", null));
        variables.put("ERP_URL", "https://a");
        assertThat(option("erp", "url")).isEqualTo(new Setting("ERP_URL", "https://a"));
        variables.put("WAYBILL_ERP_URL", "https://b");
        assertThat(option("erp", "url")).isEqualTo(new Setting("WAYBILL_ERP_URL", "https://b"));
        assertThat(option("erp", "token").name()).isEqualTo("ERP_TOKEN");
        assertThat(option("erp", "api-key").name()).isEqualTo("waybill.connections.erp.http.api-key");
    }

    @Test
    void routes_go_on_reading_the_older_names() {
        file.put("waybill.connections.email.smtp.from", "${MAIL_FROM:}");
        variables.put("MAIL_FROM", "a@example.com");
        assertThat(environment.getProperty("waybill.email.from")).isEqualTo("a@example.com");
        assertThat(environment.getProperty("waybill.email.nothing")).isNull();
    }

    private Setting option(String name, String option) {
        return NamedConnections.settings(environment, name, Kind.HTTP).option(option);
    }
}
