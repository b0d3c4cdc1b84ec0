package dev.waybill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.connections.CertificateFiles;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.LiveTls;
import dev.waybill.settings.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPromiseTest {

    private static TopicPromise of(String topic) {
        String brokers = Cluster.broker().address();
        ConnectionSettings written = new ConnectionSettings(
                "stream", Kind.KAFKA, option -> option.equals("brokers") ? new Setting(option, brokers) : null);
        KafkaSettings settings = KafkaSettings.of(written);
        return TopicPromise.of(topic, new KafkaLogin(settings, brokers, new LiveTls(CertificateFiles.of(written))));
    }

    @Test
    void the_brokers_say_what_a_topic_promises_and_nothing_of_one_that_is_missing() {
        Cluster.topic(Cluster.broker().address(), "promise", 2, Map.of("min.insync.replicas", "2"));
        assertThat(of("promise")).isEqualTo(new TopicPromise(1, 2));
        assertThat(of("no-promise")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 2, true", "3, 1, true", "2, 2, false", "3, 2, false"})
    void a_record_on_one_broker_alone_is_lost_with_it(int replication, int minInsync, boolean alone) {
        assertThat(new TopicPromise(replication, minInsync).isOfOneBroker()).isEqualTo(alone);
    }
}
