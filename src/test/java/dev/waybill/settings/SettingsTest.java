package dev.waybill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.Waybill;
import dev.waybill.sandbox.OnlyTheHub;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** All settings records of the hub, checked before any other bean is made. */
class SettingsTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(All.class)
            .withPropertyValues("waybill.sources.covver.secrets.current=COVVER_CLIENT_SECRET");

    @Test
    void the_defaults_are_within_their_bounds() {
        hub.run(context -> assertThat(context).hasFailed().getFailure().hasMessageContaining("opened too early"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        waybill.routing.batch=0                 | waybill.routing.batch must be between 1 and 1000.
        waybill.routing.concurrency=64          | waybill.routing.concurrency must be between 1 and 16.
        waybill.routing.route-timeout=0s        | waybill.routing.route-timeout must be between 100ms and 1h.
        waybill.routing.backoff-first=10m       | waybill.routing.backoff-first must not be longer than waybill.routing.backoff-most.
        waybill.plan.enabeld=true               | waybill.plan.enabeld is no setting: waybill.plan has enabled, share, longest, keep.
        waybill.outbox.circuit.prob=1s          | waybill.outbox.circuit.prob is no setting: waybill.outbox.circuit has failures, probe, probe-most, successes.
        waybill.sources.covver.signature.prefx=x | waybill.sources.covver.signature.prefx is no setting: waybill.sources.covver.signature has algorithm, key, text, pointer, encoding, prefix, separator, timestamp, tolerance, url.
        waybill.outbox.keep-sent=2MB            | waybill.outbox.keep-sent must be between 0B and 1MB.
        waybill.outbox.keep-sent=-1B            | waybill.outbox.keep-sent must be between 0B and 1MB.
        waybill.outbox.concurrency=0            | waybill.outbox.concurrency must be between 1 and 1000.
        waybill.outbox.max-attempts=0           | waybill.outbox.max-attempts must be between 1 and 1000000.
        waybill.outbox.attempt-timeout=0s       | waybill.outbox.attempt-timeout must be between 100ms and 1d.
        waybill.outbox.circuit.probe=2d         | waybill.outbox.circuit.probe (or an endpoint's option for it) must be positive, up to probe-most.
        waybill.outbox.circuit.successes=2000   | waybill.outbox.circuit.successes must be between 1 and 1000.
        waybill.retention.bodies=500d           | waybill.retention.dedupe-horizon is PT9600H: set it to at least waybill.retention.bodies (PT12000H), because an event can't be deleted before its bodies.
        waybill.retention.bodies=30             | waybill.retention.bodies must be between 1h and 36500d.
        waybill.retention.dedupe-horizon=40000d | waybill.retention.dedupe-horizon must be between 1d and 36500d.
        waybill.retention.batch=1001            | waybill.retention.batch must be between 1 and 1000.
        waybill.retention.pause=-1s             | waybill.retention.pause must be between 0s and 1m.
        waybill.retention.every=500ms           | waybill.retention.every must be between 1s and 1h.
        waybill.console.longest-session=0s      | waybill.console.longest-session must be between 1m and 365d.
        waybill.console.silent-after=59s        | waybill.console.silent-after must be between 1m and 30d.
        waybill.console.live-viewers=-1         | waybill.console.live-viewers must be between 0 and 10000.
        waybill.inbox.backlog.max-events=-1     | waybill.inbox.backlog.max-events must be 0 or more.
        waybill.inbox.backlog.max-age=-1s       | waybill.inbox.backlog.max-age must be between 0s and 36500d.
        waybill.inbox.quarantine.verified.rows=1 | waybill.inbox.quarantine.verified.rows must be between 100 and 1000000000.
        waybill.node.heartbeat=4s               | waybill.node.heartbeat must be at most a third of waybill.node.lease.
        waybill.node.lease=0s                   | waybill.node.heartbeat must be at most a third of waybill.node.lease.
        waybill.database.mode=both              | waybill.database.mode must be auto, external or embedded.
        waybill.database.search-connections=1   | waybill.database.search-connections must be between 2 and 100.
        waybill.covver.time-zone=Mars           | waybill.covver.time-zone can't be read: Unknown time-zone ID: Mars.
        waybill.erp.token=t                     | ERP_URL is missing, but waybill.erp.token is set: both or neither.
        waybill.connections.erp.http.token=t    | ERP_URL is missing, but waybill.connections.erp.http.token is set: both or neither.
        waybill.connections.de.http.url=x       | waybill.connections.de.http.url is no address like https://erp.example.com/api, without user, query or fragment.
        waybill.connections.de.htpp.url=x       | waybill.connections.de has the kind htpp, which is none of http, smtp, sftp, kafka, amqp.
        waybill.connections.erp.sftp.host=x     | waybill.connections.erp must have one kind, of http, smtp, sftp, kafka, amqp, but has http, sftp.
        waybill.connections.none.http.url=x     | waybill.connections has a connection named 'none': use 1 to 64 of a-z, 0-9 and -, a letter first, and not none.
        """)
    void a_setting_that_does_not_fit_is_told_before_anything_is_opened(String property, String sentence) {
        hub.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(BadSetting.class)
                        .hasMessage(sentence));
    }

    @Test
    void all_are_told_at_once() {
        hub.withPropertyValues(
                        "waybill.routing.batch=0",
                        "waybill.routing.concurrency=17",
                        "waybill.retention.batch=0",
                        "waybill.covver.time-zone=Mars",
                        "waybill.email.host=mail.example.com")
                .run(context -> assertThat(
                                String.valueOf(context.getStartupFailure().getMessage())
                                        .split("\n"))
                        .containsExactlyInAnyOrder(
                                "waybill.routing.batch must be between 1 and 1000.",
                                "waybill.routing.concurrency must be between 1 and 16.",
                                "waybill.retention.batch must be between 1 and 1000.",
                                "waybill.covver.time-zone can't be read: Unknown time-zone ID: Mars.",
                                "MAIL_FROM is missing, but waybill.email.host is set: both or neither.",
                                "MAIL_TO is missing, but waybill.email.host is set: both or neither."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waybill.node.name", "waybill.data-directory", "waybill.console.allowed-hosts[1]"})
    void a_text_that_the_locale_has_spoilt_is_told_once(String setting) {
        hub.withPropertyValues(setting + "=B\uFFFDro", "waybill.console.allowed-hosts[0]=a")
                .run(context -> assertThat(
                                String.valueOf(context.getStartupFailure().getMessage())
                                        .lines())
                        .singleElement()
                        .asString()
                        .startsWith(setting + " was damaged on its way in: "));
    }

    @Test
    void a_spoilt_text_that_its_record_tells_of_is_told_once() {
        hub.withPropertyValues("waybill.email.from=${MAIL_FROM:}", "MAIL_FROM=B\uFFFDro <a@example.com>")
                .run(context -> assertThat(
                                String.valueOf(context.getStartupFailure().getMessage())
                                        .lines())
                        .singleElement()
                        .asString()
                        .startsWith("MAIL_FROM was damaged on its way in: "));
    }

    /** Nothing of it is started: the port, the database and the routes come later. */
    @Test
    void the_hub_tells_what_no_record_knows_with_all_others() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Waybill.class)
                        .initializers(
                                starting -> starting.getBeanFactory().registerSingleton("onlyTheHub", new OnlyTheHub()))
                        .run(
                                "--MANAGEMENT_ADDRESS=0.0.0.0",
                                "--management.server.port=9",
                                "--waybill.routing.batch=0",
                                "--COVVER_CLIENT_SECRET_FILE=/no/file",
                                "--waybill.sources.other.key-header=k",
                                "--waybill.sources.other.secrets.current=NOT_SET"))
                .isInstanceOf(BadSetting.class)
                .extracting(failure -> String.valueOf(failure.getMessage()).split("\n"))
                .asInstanceOf(InstanceOfAssertFactories.array(String[].class))
                .anyMatch(line -> line.startsWith("MANAGEMENT_ADDRESS is not a loopback address"))
                .anyMatch(line -> line.startsWith("management.server.port opens a second port"))
                .anyMatch(line -> line.startsWith("waybill.routing.batch must be between"))
                .anyMatch(line -> line.startsWith("COVVER_CLIENT_SECRET_FILE names a file that can't be read"))
                .anyMatch(line -> line.startsWith("Source other has no secret"))
                .hasSize(5);
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.waybill")
    @Import(CheckSettings.class)
    @ComponentScan(
            basePackages = {"dev.waybill.connections", "dev.waybill.http", "dev.waybill.smtp", "dev.waybill.sftp"},
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = StartCheck.class))
    static class All {

        @Bean
        String opened() {
            throw new IllegalStateException("opened too early");
        }
    }
}
