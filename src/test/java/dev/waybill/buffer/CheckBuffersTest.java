package dev.waybill.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.waybill.settings.BadSetting;
import dev.waybill.sources.BufferSettings;
import dev.waybill.sources.Presets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class CheckBuffersTest {

    private static StandardEnvironment environment(String settings) {
        Map<String, Object> given = Arrays.stream(
                        (settings.strip() + (settings.contains("preset") ? " S.a.secrets.current=X" : "")).split(" +"))
                .map(each -> each.replace("S.", "waybill.sources.").replace("K.", "waybill.connections.stream.kafka."))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("the test's", given));
        Presets.fill(environment);
        return environment;
    }

    private static Throwable fault(String settings) {
        Throwable thrown = catchThrowable(() -> new CheckBuffers().check(environment(settings)));
        return thrown;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        S.a.preset=covver S.a.buffer.connection=stream S.a.buffer.topic=in | waybill.sources.a.buffer.connection is 'stream', which is no connection of the kind kafka; there is none.
        K.brokers=b:1 S.a.preset=covver S.a.buffer.connection=steam S.a.buffer.topic=in | waybill.sources.a.buffer.connection is 'steam', which is no connection of the kind kafka: use one of stream.
        K.insecure=true S.a.preset=covver S.a.buffer.connection=stream S.a.buffer.topic=in | waybill.sources.a.buffer.connection is 'stream', which has no brokers: set waybill.connections.stream.kafka.brokers.
        K.brokers=b:1 S.a.preset=kafka S.a.buffer.connection=stream S.a.buffer.topic=in | waybill.sources.a.buffer is for webhooks, and this source's events come from a topic already: leave it out.
        K.brokers=b:1 S.b.secrets.current=X S.a.buffer.connection=stream S.a.buffer.topic=in | waybill.sources.a.buffer is set for a source that has no other setting: is its name misspelt?.
        K.brokers=b:1 S.a.preset=adyen S.a.same-body.otherwise=quarantine S.a.buffer.connection=stream S.a.buffer.topic=in | waybill.sources.a.buffer can't be set beside same-body: quarantine
        """)
    void a_buffer_that_can_not_be_used_stops_the_start(String settings, String sentence) {
        assertThat(fault(settings)).isInstanceOf(BadSetting.class).hasMessageContaining(sentence);
    }

    @Test
    void a_buffer_that_can_be_used_does_not() {
        assertThatCode(() -> new CheckBuffers()
                        .check(environment(
                                "K.brokers=b:1 S.a.preset=covver S.a.buffer.connection=stream S.a.buffer.topic=in")))
                .doesNotThrowAnyException();
        assertThatCode(() -> new CheckBuffers().check(environment("S.a.preset=covver")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        S.a.buffer.connection=stream | waybill.sources.a.buffer.topic is missing, but waybill.sources.a.buffer.connection is set: both or neither.
        S.a.buffer.topic=in          | waybill.sources.a.buffer.connection is missing, but waybill.sources.a.buffer.topic is set: both or neither.
        S.a.buffer.group-id=g        | waybill.sources.a.buffer.connection is missing, but waybill.sources.a.buffer.group-id is set: both or neither.
        S.a.buffer.connection=stream S.a.buffer.topic=a/b | waybill.sources.a.buffer.topic must be the name of a topic
        """)
    void half_a_buffer_stops_the_start(String settings, String sentence) {
        assertThat(catchThrowable(
                        () -> Binder.get(environment(settings)).bindOrCreate("waybill", BufferSettings.class)))
                .hasRootCauseInstanceOf(BadSetting.class)
                .rootCause()
                .hasMessageContaining(sentence);
    }

    @Test
    void the_consumer_group_is_named_after_the_topic_unless_it_is_set() {
        assertThat(group("S.a.buffer.connection=stream S.a.buffer.topic=in")).isEqualTo("waybill-in");
        assertThat(group("S.a.buffer.connection=stream S.a.buffer.topic=in S.a.buffer.group-id=g"))
                .isEqualTo("g");
    }

    private static String group(String settings) {
        return Binder.get(environment(settings))
                .bindOrCreate("waybill", BufferSettings.class)
                .all()
                .get("a")
                .group();
    }
}
