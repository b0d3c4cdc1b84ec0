package dev.waybill.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class AmqpSettingsTest {

    private static AmqpSettings of(String... settings) {
        Map<String, String> written = Arrays.stream(settings)
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
        return AmqpSettings.of(new ConnectionSettings("shop", Kind.AMQP, option -> {
            String value = written.get(option);
            return value == null ? null : new Setting(option, value);
        }));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        username=hub                            | url is missing, but username is set
        url=amqps://b username=hub              | waybill.connections.shop.amqp.password is missing, but username is set
        url=amqps://b password=p                | waybill.connections.shop.amqp.username is missing, but password is set
        url=b:5671                              | url must be addresses such as
        url=amqps://b,                          | url must be addresses such as
        url=amqps://b:99999                     | url must be addresses such as
        url=amqps://hub:p@b                     | url must be addresses such as
        url=amqps://b?transport.trustAll=true   | url must be addresses such as
        url=failover:(amqps://b)                | url must be addresses such as
        url=amqpwss://b                         | url must be addresses such as
        url=amqp://b                            | url must begin with amqps://
        url=amqps://a,amqp://b                  | url must begin with amqps://
        url=amqp://b insecure=yes               | insecure must be true or false.
        url=amqps://b trusted-certificates-file=gone | trusted-certificates-file names a file that can't be read
        url=amqps://b client-key-file=pom.xml   | client-certificate-file is missing
        url=amqp://localhost trusted-certificates-file=pom.xml | trusted-certificates-file is for TLS
        """)
    void a_half_set_or_contradictory_connection_stops_the_start(String settings, String sentence) {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> of(settings.split(" ")))
                .withMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        url=amqps://b                         | amqps://b:5671
        url=amqps://b:7000/                   | amqps://b:7000
        url=amqps://b, amqps://c:1            | amqps://b:5671,amqps://c:1
        url=amqp://localhost                  | amqp://localhost:5672
        url=amqp://[::1]                      | amqp://[::1]:5672
        url=amqp://b insecure=true            | amqp://b:5672
        """)
    void an_address_has_a_port(String settings, String urls) {
        assertThat(String.join(",", of(settings.split("(?<!,) ")).urls())).isEqualTo(urls);
    }

    @Test
    void a_connection_without_any_setting_is_none() {
        assertThat(of().configured()).isFalse();
    }

    @Test
    void a_connection_without_the_client_stops_the_start_in_one_sentence() {
        MockEnvironment settings =
                new MockEnvironment().withProperty("waybill.connections.shop.amqp.url", "amqp://127.0.0.1:5672");

        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> new CheckAmqpSettings(false).check(settings))
                .withMessage("waybill.connections.shop.amqp needs the client for AMQP, which is not in lib/: unpack"
                        + " the archive whose name ends in -ext-amqp.tar.gz in the hub's folder.");
        new CheckAmqpSettings(true).check(settings);
        new CheckAmqpSettings(false).check(new MockEnvironment());
    }
}
