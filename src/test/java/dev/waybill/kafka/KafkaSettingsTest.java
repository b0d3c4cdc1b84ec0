package dev.waybill.kafka;

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

class KafkaSettingsTest {

    private static KafkaSettings of(String... settings) {
        Map<String, String> written = Arrays.stream(settings)
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
        return KafkaSettings.of(new ConnectionSettings("stream", Kind.KAFKA, option -> {
            String value = written.get(option);
            return value == null ? null : new Setting(option, value);
        }));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        username=hub                                | brokers is missing, but username is set
        brokers=kafka:9093 username=hub             | waybill.connections.stream.kafka.password is missing, but username is set
        brokers=kafka:9093 password=p               | waybill.connections.stream.kafka.username is missing, but password is set
        brokers=kafka:9093 mechanism=PLAIN          | waybill.connections.stream.kafka.username is missing, but mechanism is set
        brokers=kafka                               | brokers must be brokers with ports
        brokers=kafka:9093,                         | brokers must be brokers with ports
        brokers=kafka:99999                         | brokers must be brokers with ports
        brokers=https://kafka:9093                  | brokers must be brokers with ports
        brokers=k:1 username=a password=b mechanism=GSSAPI | mechanism must be one of SCRAM-SHA-512, SCRAM-SHA-256, PLAIN.
        brokers=k:1 insecure=yes                    | insecure must be true or false.
        brokers=k:1 trusted-certificates-file=gone  | trusted-certificates-file names a file that can't be read
        brokers=k:1 client-key-file=pom.xml         | client-certificate-file is missing
        brokers=localhost:1 username=a password=b mechanism=PLAIN | mechanism must not be PLAIN without TLS
        brokers=k:1 insecure=true trusted-certificates-file=pom.xml | trusted-certificates-file is for TLS, which insecure=true switches off
        """)
    void a_half_set_or_contradictory_connection_stops_the_start(String settings, String sentence) {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> of(settings.split(" ")))
                .withMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        brokers=kafka:9093                              | true
        brokers=127.0.0.1:9092                          | false
        brokers=localhost:9092,[::1]:9093               | false
        brokers=localhost:9092,kafka:9093               | true
        brokers=kafka:9092 insecure=true                | false
        brokers=kafka:9093 username=a password=b mechanism=PLAIN | true
        brokers=127.0.0.1:9092 username=a password=b mechanism=PLAIN insecure=true | false
        brokers=127.0.0.1:9092 username=a password=b    | false
        """)
    void all_goes_through_tls_unless_it_stays_here_or_is_allowed(String settings, boolean encrypted) {
        assertThat(of(settings.split(" ")).encrypted()).isEqualTo(encrypted);
    }

    @Test
    void a_connection_without_any_setting_is_none() {
        assertThat(of().configured()).isFalse();
    }

    @Test
    void a_connection_without_kafkas_client_stops_the_start_in_one_sentence() {
        MockEnvironment settings =
                new MockEnvironment().withProperty("waybill.connections.stream.kafka.brokers", "127.0.0.1:9092");

        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> new CheckKafkaSettings(false).check(settings))
                .withMessage("waybill.connections.stream.kafka needs Kafka's client, which is not in lib/: unpack the"
                        + " archive whose name ends in -ext-kafka.tar.gz in the hub's folder.");
        new CheckKafkaSettings(true).check(settings);
        new CheckKafkaSettings(false).check(new MockEnvironment());
    }
}
