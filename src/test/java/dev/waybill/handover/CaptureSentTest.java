package dev.waybill.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a message are kept on its way out, and others never are. */
class CaptureSentTest {

    private static final byte[] RECEIVED = "{\"as\":\"received\"}".getBytes(UTF_8);

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void bytes_are_kept_up_to_the_limit() {
        assertThat(kept("0123456789".getBytes(UTF_8), 16)).isEqualTo("0123456789 of 10");
        assertThat(kept("0123456789".getBytes(UTF_8), 10)).isEqualTo("0123456789 of 10");
        assertThat(kept("0123456789".getBytes(UTF_8), 4)).isEqualTo("0123 of 10");
        assertThat(kept(new byte[0], 4)).isEqualTo(" of 0");
    }

    @Test
    void what_is_kept_does_not_change_with_the_message() {
        byte[] body = "before".getBytes(UTF_8);
        exchange.getMessage().setBody(body);
        SentMessage sent = new CaptureSent(100).of(endpoint("http://erp"), exchange, RECEIVED);
        body[0] = 'B';
        assertThat(sent.body()).asString(UTF_8).isEqualTo("before");
    }

    @Test
    void the_events_own_body_is_not_copied_only_its_length_is_told() {
        exchange.getMessage().setBody(RECEIVED.clone());
        SentMessage sent = new CaptureSent(4).of(endpoint("http://erp"), exchange, RECEIVED);
        assertThat(sent.body()).isNull();
        assertThat(sent.bytes()).isEqualTo(RECEIVED.length);

        exchange.getMessage().setBody("{\"as\":\"received\"} ".getBytes(UTF_8));
        assertThat(new CaptureSent(99)
                        .of(endpoint("http://erp"), exchange, RECEIVED)
                        .body())
                .asString(UTF_8)
                .endsWith("} ");
    }

    @ParameterizedTest
    @CsvSource({
        "abc,           16, abc,       3",
        "abcdefgh,       4, abcd,      8",
        "Zoë,            9, Zoë,       4",
        "Zoë,            4, Zoë,       4",
        "Zoë,            3, Zo,        4",
        "茶茶茶,         7, 茶茶,      9",
        "🦊🦊,           7, 🦊,        8",
        "🦊🦊,           8, 🦊🦊,      8"
    })
    void text_is_kept_as_utf_8_up_to_a_whole_character(String body, int most, String kept, int whole) {
        assertThat(kept(body, most)).isEqualTo("%s of %d", kept, whole).hasSizeLessThan(99);
        assertThat(kept(new StringBuilder(body), most)).isEqualTo("%s of %d", kept, whole);
        assertThat(whole).isEqualTo(body.getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 99})
    void half_a_character_is_as_long_as_what_goes_out_for_it(int most) {
        String broken = "a\ud83eb\udd8a";
        assertThat(kept(broken, most)).isEqualTo("a?b?".substring(0, Math.min(4, most)) + " of 4");
        assertThat(broken.getBytes(UTF_8)).hasSize(4);
    }

    @Test
    void a_cached_stream_is_kept_and_not_used_up() throws Exception {
        var stream = new InputStreamCache("0123456789".getBytes(UTF_8));
        assertThat(kept(stream, 4)).isEqualTo("0123 of 10");
        assertThat(stream.readNBytes(2)).asString(UTF_8).isEqualTo("01");
        assertThat(kept(stream, 99)).isEqualTo("0123456789 of 10");
        assertThat(stream.readAllBytes()).asString(UTF_8).isEqualTo("23456789");

        var reader = new ReaderCache("Zoë und so");
        assertThat(kept(reader, 99)).isEqualTo("Zoë und so of 11");
        assertThat(kept(reader, 4)).isEqualTo("Zoë of null");
        assertThat((char) reader.read()).isEqualTo('Z');
    }

    @Test
    void what_can_be_read_once_or_lies_in_a_file_is_named_and_left_alone(@TempDir File folder) throws Exception {
        InputStream once = new ByteArrayInputStream("abc".getBytes(UTF_8));
        assertThat(kept(once, 99)).isEqualTo("nothing");
        assertThat(once.available()).isEqualTo(3);
        assertThat(kept(new File(folder, "no-such-file"), 99)).isEqualTo("nothing");
        assertThat(kept(Map.of("a", 1), 99)).isEqualTo("nothing");
        File spooled = new File(folder, "spooled");
        java.nio.file.Files.writeString(spooled.toPath(), "abc");
        StreamCache file = new FileInputStreamCache(spooled);
        assertThat(kept(file, 99)).isEqualTo("nothing");
        assertThat(((InputStream) file).readAllBytes()).hasSize(3);

        exchange.getMessage().setBody(once);
        assertThat(to("http://erp"))
                .containsExactly("http://erp", "(not kept: the body is a java.io.ByteArrayInputStream)");
        exchange.getMessage().setBody(null);
        assertThat(to("http://erp")).containsExactly("http://erp");
    }

    @ParameterizedTest
    @CsvSource({
        "https://erp.example.com:8443/api/orders,                           https://erp.example.com:8443/api/orders",
        "https://erp/orders?token=s3cret&httpMethod=PUT,                    PUT https://erp/orders",
        "https://erp/orders?httpMethod=POST&authPassword=s3cret,            POST https://erp/orders",
        "https://erp/orders?x-httpMethod=GET,                               https://erp/orders",
        "https://erp/orders?x-httpMethod=GET&httpMethod=PUT,                PUT https://erp/orders",
        "https://erp/httpMethod=GET/orders,                                 https://erp/httpMethod=GET/orders",
        "https://me:s3cret@erp/orders,                                      https://erp/orders",
        "sftp://me:s3/cr@et@files/inbox?password=RAW(s3cret),               sftp://files/inbox",
        "jms:me:s3cret@queue?password=s3cret,                               jms:queue"
    })
    void an_address_is_kept_without_user_password_and_query(String uri, String kept) {
        assertThat(to(uri)).containsExactly(kept);
    }

    @Test
    void only_headers_of_the_list_are_kept_each_in_its_line() {
        Map.of(
                        "Authorization", "Bearer s3cret",
                        "Cookie", "s3cret",
                        "X-Api-Key", "s3cret",
                        "CamelHttpQuery", "token=s3cret",
                        "CamelHttpUri", "https://me:s3cret@other/x?token=s3cret",
                        "Content-Type", "text/csv",
                        "To", "jo@example.org\r\nAuthorization: forged\0",
                        "Subject", "x".repeat(2000),
                        "CamelFileName", List.of("s3cret"))
                .forEach(exchange.getMessage()::setHeader);
        assertThat(to("http://erp"))
                .containsExactly(
                        "http://erp",
                        "CamelHttpUri: https://other/x",
                        "Content-Type: text/csv",
                        "To: jo@example.org  Authorization: forged ",
                        "Subject: " + "x".repeat(1000));
    }

    @Test
    void a_mail_s_text_is_kept_beside_its_html() {
        exchange.getMessage().setBody("<p>Zoë");
        exchange.getMessage().setHeader("CamelMailAlternativeBody", "Zoë");
        SentMessage sent = new CaptureSent(4).of(endpoint("smtp://mail"), exchange, RECEIVED);
        assertThat(sent.body()).asString(UTF_8).isEqualTo("<p>Z");
        assertThat(sent.text()).asString(UTF_8).isEqualTo("Zoë");
    }

    @Test
    void with_a_limit_of_0_it_is_off() {
        assertThat(new CaptureSent(0).off()).isTrue();
        assertThat(new CaptureSent(1).off()).isFalse();
    }

    private String kept(Object body, int most) {
        exchange.getMessage().setBody(body);
        SentMessage sent = new CaptureSent(most).of(endpoint("http://erp"), exchange, RECEIVED);
        return sent.body() == null ? "nothing" : new String(sent.body(), UTF_8) + " of " + sent.bytes();
    }

    private List<String> to(String uri) {
        return new CaptureSent(99)
                .of(endpoint(uri), exchange, RECEIVED)
                .to()
                .lines()
                .toList();
    }

    private DefaultEndpoint endpoint(String uri) {
        return new DefaultEndpoint() {
            @Override
            public String getEndpointUri() {
                return uri;
            }

            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
