package dev.waybill.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.routes.Finding;
import dev.waybill.wire.HttpAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same status means another thing at each receiver. */
class AnswerRulesTest {

    private static final CamelContext CAMEL = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    static java.util.List<String> presets() {
        return AnswerFile.PRESETS;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_preset_can_be_read(String name) {
        assertThat(ReadAnswerRules.findings(CAMEL, name)).isEmpty();
        assertThat(AnswerRules.of(CAMEL, name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        generic          | 204 |                                                                   | DELIVERED
        generic          | 409 | {"error":"seen"}                                                  | AGAIN
        generic          | 500 | oops                                                              |
        generic          | 422 | {}                                                                |
        tryton           | 200 | [17]                                                              | DELIVERED
        tryton           | 200 | {"id":1,"error":["UserError",["x",""]]}                           | AGAIN
        tryton           | 200 | <html>Welcome</html>                                              | AGAIN
        tryton           | 200 | []                                                                | AGAIN
        tryton           | 400 | <p>The web ID on the sale must be unique. - </p>                  | ALREADY_THERE
        tryton           | 400 | <p>A value is required for field &#34;Party&#34; in &#34;Sale&#34;. - </p> | REFUSED
        tryton           | 409 | ["ConcurrencyException","x"]                                      | AGAIN
        tryton           | 302 |                                                                   | AGAIN
        netsuite         | 204 |                                                                   | DELIVERED
        netsuite         | 400 | {"o:errorDetails":[{"o:errorCode":"IDEMPOTENCY_ERROR"}]}          | ALREADY_THERE
        netsuite         | 400 | {"o:errorDetails":[{"o:errorCode":"INVALID_CONTENT"}]}            | REFUSED
        netsuite         | 400 | {"o:errorDetails":[{"o:errorCode":"DUP_RCRD"}]}                   | REFUSED
        netsuite         | 400 | not json                                                          | REFUSED
        netsuite         | 429 |                                                                   | AGAIN
        odoo-json2       | 200 | [4]                                                               | DELIVERED
        odoo-json2       | 200 | <html>Login</html>                                                | AGAIN
        odoo-json2       | 422 | {"name":"psycopg2.errors.UniqueViolation","message":"x"}          | REFUSED
        odoo-json2       | 422 | {"name":"odoo.exceptions.ValidationError","message":"no partner"} | REFUSED
        business-central | 201 | {"id":"x"}                                                        | DELIVERED
        business-central | 400 | {"error":{"code":"Internal_EntityWithSameKeyExists"}}             | REFUSED
        business-central | 409 | {"error":{"code":"Request_EntityChanged"}}                        | AGAIN
        """)
    void a_preset_knows_its_receiver(String preset, int status, String body, Meaning meaning) {
        assertThat(AnswerRules.of(CAMEL, preset).of(answer(status, body))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        generic          | 200 | {}                   | ALREADY_THERE
        generic          | 404 |                      | ABSENT
        generic          | 503 |                      | AGAIN
        tryton           | 200 | 1                    | ALREADY_THERE
        tryton           | 200 | 0                    | ABSENT
        tryton           | 200 | "0"                  | AGAIN
        odoo-json2       | 200 | 0                    | ABSENT
        business-central | 200 | {"value":[]}         | ABSENT
        business-central | 200 | {"value":[{"id":1}]} | ALREADY_THERE
        business-central | 200 | {"values":[]}        | AGAIN
        netsuite         | 404 | {}                   | ABSENT
        """)
    void a_preset_knows_what_it_is_told_when_it_asks(String preset, int status, String body, Meaning meaning) {
        assertThat(AnswerRules.of(CAMEL, preset).ofAsked(answer(status, body))).isEqualTo(meaning);
    }

    @Test
    void a_file_of_ones_own_reads_headers_and_bodies() throws IOException {
        AnswerRules rules = AnswerRules.of(CAMEL, file("""
            delivered:
              - {status: [200, 201], header: {SAP-Messages: '^\\[]$'}}
            refused:
              - header: {sap-messages: '"type":"error"'}
            otherwise: again
            """));
        assertThat(rules.of(new HttpAnswer(201, Map.of("sap-messages", "[]"), new byte[0])))
                .isEqualTo(Meaning.DELIVERED);
        assertThat(rules.of(new HttpAnswer(201, Map.of("sap-messages", "[{\"type\":\"error\"}]"), new byte[0])))
                .isEqualTo(Meaning.REFUSED);
        assertThat(rules.of(answer(201, ""))).isEqualTo(Meaning.AGAIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        `delivred: [{status: 200}]`                       | 1:1 has delivred, which is none of
        `absent: [{status: 404}]`                         | 1:1 has absent, which is none of
        `delivered: {status: 200}`                        | 1:12 is no list of rules
        `delivered: [{}]`                                 | 1:13 is no rule
        `delivered: [{status: 20x}]`                      | 1:22 has a status that is none
        `delivered: [{statsu: 200}]`                      | 1:14 has statsu, which is none of
        `delivered: [{jq: 'a b'}]`                        | 1:18 has a jq program that can't be read
        `delivered: [{text: '['}]`                        | 1:20 has a pattern that can't be read
        `delivered: [{header: {a: '['}}]`                 | 1:26 has a pattern that can't be read
        `otherwise: delivered`                            | 1:12 must be again or refused
        `asked: {delivered: [{status: 200}]}`             | 1:9 has delivered, which is none of
        `hello`                                           | 1:1 is no map
        """)
    void a_mistake_is_told_with_its_place(String text, String finding) throws IOException {
        String place = finding.substring(0, finding.indexOf(' '));
        assertThat(ReadAnswerRules.findings(CAMEL, file(text))).anySatisfy(found -> {
            assertThat("%d:%d".formatted(found.line(), found.column())).isEqualTo(place);
            assertThat(found.sentence()).startsWith(finding.substring(finding.indexOf(' ') + 1));
            assertThat(found.severity()).isEqualTo(Finding.Severity.ERROR);
        });
    }

    @Test
    void an_unknown_preset_or_file_is_told() {
        assertThatThrownBy(() -> AnswerRules.of(CAMEL, "trytom")).hasMessageContaining("did you mean tryton?");
        assertThatThrownBy(() -> AnswerRules.of(CAMEL, "sap")).hasMessageContaining("there are business-central,");
        assertThatThrownBy(() -> AnswerRules.of(CAMEL, "file:" + folder.resolve("none.yaml")))
                .hasMessageContaining("are not there");
    }

    private String file(String text) throws IOException {
        return "file:" + Files.writeString(folder.resolve("rules.yaml"), text);
    }

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer(status, Map.of(), body == null ? new byte[0] : body.getBytes(UTF_8));
    }
}
