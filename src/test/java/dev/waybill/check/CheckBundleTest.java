package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.routes.FindingsAsJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckBundleTest {

    private static final String ERP = "erp.camel.yaml";

    @Test
    void the_bundle_that_we_ship_has_no_finding() {
        assertThat(Slips.shipped().findings()).isEmpty();
    }

    @Test
    void destinations_that_are_written_out_have_none() {
        assertThat(Slips.byHand().findings()).isEmpty();
    }

    /** Each is a kind of slip, made in the ERP's route, with everything that is said about it. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        '    id: erp'                    => `    id: erp\n    id: other`              => routes/erp.camel.yaml:3:5: gives id twice, first in line 2
        '    from:'                      => `\tfrom:`                                => routes/erp.camel.yaml:5:1: is indented with a tab: YAML takes spaces alone
        'id: erp'                        => id: email                                => routes/erp.camel.yaml:2:9: gives a route the id email, as routes/email.camel.yaml:2 does
        'removeHeaders'                  => removeHeadrs                             => routes/erp.camel.yaml:30:11: has removeHeadrs in steps, which does not know it; did you mean removeHeaders?
        'pattern: "*"'                   => patern: "*"                              => routes/erp.camel.yaml:32:13: has patern in removeHeaders, which does not know it; did you mean pattern?
        'uri: outbox:erp'                => `uri: outbox:erp\n      parameters:\n        concurency: 4`   => routes/erp.camel.yaml:8:9: route erp gives outbox: the option concurency, which it does not know; did you mean concurrency?
        'uri: outbox:erp'                => `uri: outbox:erp\n      parameters:\n        concurrency: four` => routes/erp.camel.yaml:8:9: route erp gives outbox: concurrency=four, which must be a whole number
        'uri: http'                      => uri: htpp                                => routes/erp.camel.yaml:51:28: names the component htpp, which the hub does not have; did you mean http?
        'ref: exactJson'                 => ref: exactJsn                            => routes/erp.camel.yaml:10:20: names the bean exactJsn, which the hub does not have; did you mean exactJson?
        '#erpHttpClient'                 => #erpHttpClinet                           => routes/erp.camel.yaml:55:48: names the bean erpHttpClinet, which the hub does not have; did you mean erpHttpClient?
        'erpDestination.url'             => erpDestination.ulr                       => routes/erp.camel.yaml:53:35: calls ulr of the bean erpDestination, which it does not have; did you mean url?
        'bean:erpDestination'            => bean:erpDestinatoin                      => routes/erp.camel.yaml:53:35: names the bean erpDestinatoin, which the hub does not have; did you mean erpDestination?
        'application/json'               => "{{waybill.nowhere}}"                    => routes/erp.camel.yaml:43:30: names the setting waybill.nowhere, which application.yaml does not have
        '${header.CamelOutboxKey}'       => ${toUpperCase(header.a)}                 => routes/erp.camel.yaml:38:30: has a Simple expression that can't be read: Unknown function: toUpperCase(header.a)
        '${header.CamelOutboxKey}'       => ${header.CamelOutboxKey                  => routes/erp.camel.yaml:38:52: has a Simple expression that can't be read: expected symbol functionEnd but was eol
        "startsWith 'Order'"             => startsWiht 'Order'                       => routes/erp.camel.yaml:15:64: has a Simple expression that can't be read: Unexpected token s
        "startsWith 'Order'"             => == 'OrderConfimed'                       => routes/erp.camel.yaml:15:68: compares with the event type OrderConfimed, which no source sends; did you mean OrderConfirmed?
        "startsWith 'Order'"             => startsWith 'Refund'                      => warning routes/erp.camel.yaml:15:76: compares with the event type Refund, which no source sends
        'CamelInboxEventType'            => CamelInboxEventTyp                       => routes/erp.camel.yaml:15:43: names the header CamelInboxEventTyp, which the hub does not set; did you mean CamelInboxEventType?
        'CamelOutboxKey'                 => CamelOutboxElsewhere                        => routes/erp.camel.yaml:38:39: names the header CamelOutboxElsewhere, which the hub does not set
        'application/json'               => "{{env:CRM_TYPE}}"                       => warning routes/erp.camel.yaml:43:30: names the variable CRM_TYPE, which is not set here
        'skipResponseHeaders: true'      => skipResponseHeaders: yess                => routes/erp.camel.yaml:56:25: route erp gives http: skipResponseHeaders=yess, which must be true or false
        '{{bean:erpDestination.url}}/orders"' => {{bean:erpDestination.url}}}/orders"     => routes/erp.camel.yaml:53:35: has a placeholder and 2 opening braces, but 3 closing ones
        '"{{bean:erpDestination.url}}/orders"' => "{{bean:erpDestination.url}/orders"     => routes/erp.camel.yaml:53:35: has a placeholder and 2 opening braces, but 1 closing ones
        '${header.CamelOutboxKey}'       => ${header.}                               => routes/erp.camel.yaml:38:30: reads header without a name
        '${header.CamelOutboxKey}'       => ${exchangeProperty.CamelDuplicatMessage} => routes/erp.camel.yaml:38:49: names the exchange property CamelDuplicatMessage, which Camel does not set; did you mean CamelDuplicateMessage?
        'Camel(Inbox|Outbox).*'          => Camel(Inbox).*                           => routes/erp.camel.yaml:30:11: route erp removes the header CamelOutboxKey, which a later step reads
        '"${header.CamelOutboxKey}"'     => `"${header.CamelOutboxKey}`              => routes/erp.camel.yaml:38:29: is no YAML: nothing closes this quote
        '- removeHeaders:'               => `- log: "sent"\n        - removeHeaders:` => warning routes/erp.camel.yaml:30:16: writes log in short: editors keep only the long form
        """)
    void a_slip_is_told_with_its_place(String from, String to, String finding) {
        String unquoted = from.substring(1, from.length() - 1);
        assertThat(Slips.findings(ERP, unquoted, to.replace("\\n", "\n").replace("\\t", "\t")))
                .containsExactly(finding);
    }

    @Test
    void a_value_that_is_set_here_or_has_a_default_is_none() {
        for (String right :
                List.of("{{env:SET}}", "{{env:UNSET:a}}", "{{waybill.here}}", "{{?waybill.no}}", "{{a:b}}")) {
            assertThat(Slips.findings(ERP, "application/json", "\"" + right + "\""))
                    .as(right)
                    .isEmpty();
        }
    }

    @Test
    void an_option_that_would_go_out_as_a_query_is_told_by_two_rules() {
        assertThat(Slips.findings(ERP, "httpMethod: POST", "httpMethdo: POST"))
                .containsExactly(
                        "routes/erp.camel.yaml:50:21: route erp sends to http: without httpMethod, such as POST, it"
                                + " can be a GET without the body",
                        "routes/erp.camel.yaml:54:25: route erp gives http: the option httpMethdo, which it does not"
                                + " know; did you mean httpMethod?");
    }

    @Test
    void a_bracket_too_many_is_told_where_it_stands() {
        assertThat(Slips.byHand()
                        .with("erp-order.jq", "{\n  id: f(.a)),\n  b: .b\n}\n")
                        .findings())
                .containsExactly(
                        "routes/erp-order.jq:2:12: has a jq program that can't be read: Unexpected ')' at line 2,"
                                + " column 12.");
    }

    @Test
    void a_directive_without_its_sign_is_told_where_it_stands() {
        for (String slip : List.of("<##if body.orderId??>", "<if body.orderId??>", "#if body.orderId??>")) {
            assertThat(Slips.shipped()
                            .with("email.txt.ftl", "<#if body.orderId??>", slip)
                            .findings())
                    .as(slip)
                    .allMatch(finding -> finding.startsWith(
                            "routes/email.txt.ftl:4:1: the template of route email can't be read: write <#if for this"))
                    .isNotEmpty();
        }
    }

    @Test
    void a_block_that_is_too_deep_is_told_where_it_begins() {
        assertThat(Slips.shipped()
                        .with(
                                "covver-events.camel.yaml",
                                "                  - to:\n                      uri: outbox:erp",
                                "                    - to:\n                      uri: outbox:erp")
                        .findings())
                .contains("routes/covver-events.camel.yaml:13:21: is no YAML: this is deeper than its neighbour in line"
                        + " 15");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        `- to:\n                      uri: outbox:erpp` => 14:28
        - to: {uri: outbox:erpp}                         => 13:31
        - to: {uri: "outbox:erpp", parameters: {part: a}} => 13:32
        - to: outbox:erpp                                => 13:25
        `- to:\n\n                      # why\n                      uri: outbox:erpp` => 16:28
        `- toD: {uri: "outbox:erpp"}`                    => 13:33
        """)
    void an_unknown_destination_is_told_where_it_is_named(String step, String place) {
        assertThat(Slips.shipped()
                        .with(
                                "covver-events.camel.yaml",
                                "- to:\n                      uri: outbox:erp",
                                step.replace("\\n", "\n"))
                        .findings())
                .contains("routes/covver-events.camel.yaml:%s: route covver-events sends to outbox:erpp, which no route"
                                .formatted(place)
                        + " consumes; did you mean erp?");
    }

    @Test
    void a_route_starts_from_a_source_that_the_settings_have() {
        String shop = """
            - route:
                id: shop-events
                description: Takes inbox:cover.
                from: {uri: "inbox:cover", steps: [{log: {message: taken}}]}
            """;
        assertThat(Slips.shipped().with("shop.camel.yaml", shop).findings())
                .contains(
                        "routes/shop.camel.yaml:4:18: route shop-events starts from inbox:cover, but the settings have"
                                + " no waybill.sources.cover: no event comes in; did you mean covver?");
    }

    @Test
    void a_destination_to_which_no_route_sends_is_a_warning_at_its_name() {
        assertThat(Slips.shipped().with("crm.camel.yaml", Slips.example()).unnamed())
                .containsExactly(
                        "warning routes/crm.camel.yaml:5:36: route crm starts from outbox:crm, to which no route"
                                + " sends (template json-http, routes/template-json-http.camel.yaml:22)");
        assertThat(Slips.shipped()
                        .with("crm.camel.yaml", Slips.example())
                        .with("covver-events.camel.yaml", "- to:", "- to: {uri: outbox:crm}\n                  - to:")
                        .all())
                .isEmpty();
    }

    @Test
    void a_step_in_braces_is_told_in_its_own_line() {
        assertThat(Slips.shipped()
                        .with(
                                "covver-events.camel.yaml",
                                "- to:\n                      uri: outbox:erp",
                                "- threads: {poolSize: 2, maxPoolSize: 4}")
                        .findings())
                .anyMatch(finding ->
                        finding.startsWith("routes/covver-events.camel.yaml:13:21: route covver-events uses threads"));
    }

    @Test
    void an_intake_takes_webhooks_at_a_path_of_a_source() {
        assertThat(Slips.shipped()
                        .with("covver-intake.camel.yaml", "path: /webhooks/{source}", "path: /webhook/{source}")
                        .findings())
                .singleElement()
                .asString()
                .contains("route covver-intake takes webhooks at a path that no source has: use /webhooks/{source}");
    }

    @Test
    void braces_in_a_text_of_a_program_or_a_sentence_are_no_slip() {
        String jq = "'if . == \"}\" then \"{{bean:erpDestination.url}}\" else . end'";
        assertThat(Slips.findings(ERP, "expression: resource:bundle:erp-catalog.jq", "expression: " + jq))
                .containsExactly("warning routes/erp-catalog.jq: no other file of the bundle names this file");
        assertThat(Slips.shipped()
                        .with("covver-events.camel.yaml", "description: Names", "description: Names {{ the")
                        .findings())
                .isEmpty();
    }

    @Test
    void a_misspelt_function_of_a_placeholder_is_told() {
        assertThat(Slips.findings(ERP, "{{bean:erpDestination.url}}", "{{ben:erpDestination.url}}"))
                .containsExactly(
                        "routes/erp.camel.yaml:53:35: names the function ben, which Camel does not have; did you mean"
                                + " bean?");
    }

    @Test
    void a_route_names_a_configuration_that_is_there() {
        assertThat(Slips.shipped()
                        .with("covver-intake.camel.yaml", "id: covver-intake-answers", "id: cover-intake-answers")
                        .findings())
                .containsExactly("routes/covver-intake.camel.yaml:19:27: names the routeConfiguration"
                        + " covver-intake-answers, which no file defines; did you mean cover-intake-answers?");
    }

    @Test
    void a_slip_in_a_mapping_is_told_in_the_mappings_own_file() {
        assertThat(Slips.byHand().with("erp-order.jq", "{\n  id: .id |\n}\n").findings())
                .singleElement()
                .asString()
                .startsWith("routes/erp-order.jq:3:1: has a jq program that can't be read: Encountered");
        assertThat(Slips.byHand()
                        .with("erp-order.jq", "{\n  id: herder(\"x\")\n}\n")
                        .findings())
                .containsExactly(
                        "routes/erp-order.jq:2:7: calls the jq function herder/1, which does not exist; did you mean"
                                + " header?");
        assertThat(Slips.byHand()
                        .with("erp-order.jq", "def f(g): g;\nf(.a; .b)")
                        .findings())
                .containsExactly("routes/erp-order.jq:1:5: calls the jq function f/2, which does not exist");
    }

    @Test
    void an_inline_mapping_is_told_at_its_line_within_the_block() {
        String block = """
            expression: |
                                      {
                                        a: .b,
                                        c: toupper(.d)
                                      }\
            """;
        assertThat(Slips.findings(ERP, "expression: resource:bundle:erp-catalog.jq", block))
                .containsExactly(
                        "warning routes/erp-catalog.jq: no other file of the bundle names this file",
                        "routes/erp.camel.yaml:29:34: calls the jq function toupper/1, which does not exist");
    }

    @Test
    void functions_that_a_program_defines_and_that_jq_has_are_known() {
        String jq = "def f($a; g): [$a, a, g] | map(tostring) | join(header(.h)); "
                + "reduce .[] as $x (0; . + ($x | length)) | f(1; .b // empty) | {a: utc}";
        assertThat(Slips.byHand().with("erp-order.jq", jq).findings()).isEmpty();
    }

    @Test
    void a_mapping_that_is_not_there_is_told_and_so_is_the_one_that_nobody_names() {
        assertThat(Slips.findings(ERP, "erp-order.jq", "erp-oder.jq"))
                .containsExactly(
                        "warning routes/erp-order.jq: no other file of the bundle names this file",
                        "routes/erp.camel.yaml:20:39: names bundle:erp-oder.jq, which is not there");
    }

    @Test
    void a_template_that_can_not_be_read_is_told_in_its_own_file() {
        assertThat(Slips.byHand()
                        .with(
                                "email.txt.ftl",
                                "Dear ${name},\n<#list a as b><#if b></#if>\n</#list>\n<#if total>\nyours\n")
                        .findings())
                .containsExactly("routes/email.txt.ftl:4:1: the template of route email can't be read: nothing closes"
                        + " this #if");
        assertThat(Slips.byHand()
                        .with("email.txt.ftl", "Dear ${name},\n${total")
                        .findings())
                .singleElement()
                .asString()
                .startsWith("routes/email.txt.ftl:2:");
    }

    @Test
    void an_exception_that_is_no_class_is_told() {
        String caught = """
            - doTry:
                        steps:
                          - log:
                              message: x
                        doCatch:
                          - exception: [java.lang.IllegalStatException]
                            steps:
                              - log:
                                  message: y
                    - removeHeaders:\
            """;
        assertThat(Slips.findings(ERP, "- removeHeaders:", caught))
                .containsExactly(
                        "routes/erp.camel.yaml:35:29: names the exception java.lang.IllegalStatException, which"
                                + " is no class");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
        ''                    => 1: is empty
        # only a comment      => 1: is empty
        hello                 => 1:1: is no list of routes: begin it with - route:
        route: {id: crm}      => 1:1: is no list of routes: begin it with - route:
        - route: {id: crm, description: d, form: {uri: outbox:crm, steps: []}} => 1:36: has form in route, which does not know it; did you mean from?
        - route: {id: {{env:ID}}, description: d} => 1:16: has a key that is no text: are quotes missing around {{…}}?
        - route: {id: {{env:ID}}/a, description: d} => 1:15: is no YAML: are quotes missing around {{…}}?
        - route: {id: "{{env:ID}}" a, description: d} => 1:28: is no YAML: while parsing a flow mapping, expected ',' or '}', but got <scalar>
        - route: {id: crm, description: d} => 1:10: lacks from in route
        - route: [crm]        => 1:10: gives route as a list, which must be a map
        """)
    void a_file_that_is_no_route_is_told(String text, String finding) {
        assertThat(Slips.byHand().with("crm.camel.yaml", text).findings()).contains("routes/crm.camel.yaml:" + finding);
    }

    @Test
    void bytes_that_are_no_text_are_told() {
        assertThat(Slips.byHand()
                        .with("crm.camel.yaml", new byte[] {(byte) 0xC3, 0x28})
                        .findings())
                .containsExactly("routes/crm.camel.yaml:1: is not UTF-8");
    }

    @Test
    void a_broken_file_hides_no_mistake_of_another_and_makes_up_none() {
        assertThat(Slips.byHand()
                        .with("sftp.camel.yaml", "- route:", "- route: :")
                        .with(ERP, "ref: exactJson", "ref: exactJsn")
                        .findings())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("routes/erp.camel.yaml:10:20: names the bean exactJsn"),
                        two -> assertThat(two).startsWith("routes/sftp.camel.yaml:"));
    }

    @Test
    void a_route_made_of_a_template_is_seen() {
        String made = """
            - routeTemplate:
                id: to-outbox
                parameters:
                  - name: target
                from:
                  uri: timer:tick
                  steps:
                    - to:
                        uri: "outbox:{{target}}"
            - templatedRoute:
                routeTemplateRef: to-outbox
                routeId: made
                parameters:
                  - name: target
                    value: nowhere
            """;
        assertThat(Slips.byHand().with("crm.camel.yaml", made).findings())
                .anyMatch(finding -> finding.contains("route made sends to outbox:nowhere, which no route consumes"))
                .noneMatch(finding -> finding.contains("{{target}}"));
    }

    @Test
    void the_json_of_a_finding_says_it_in_parts() {
        assertThat(Slips.byHand().with(ERP, "ref: exactJson", "ref: exactJsn").all())
                .singleElement()
                .satisfies(finding -> assertThat(FindingsAsJson.of(finding))
                        .isEqualTo("{\"path\":\"routes/erp.camel.yaml\",\"line\":10,\"column\":20,"
                                + "\"rule\":\"references\",\"severity\":\"error\","
                                + "\"message\":\"names the bean exactJsn, which the hub does not have\","
                                + "\"hint\":\"exactJson\"}"));
    }
}
