package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Camel takes all of these, so a check lets them pass. */
class CheckRightBundlesTest {

    private static final String ERP = "erp.camel.yaml";
    private static final String TYPE = "                expression: application/json";

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        'httpMethod: POST'        => httpMethod: "{{env:CRM_METHOD:PUT}}"
        'skipResponseHeaders: true' => skipResponseHeaders: "{{env:CRM_SKIP:true}}"
        '    from:'               => `    autoStartup: "{{env:CRM_STARTS:true}}"\\n    from:`
        '    from:'               => `    precondition: "'{{env:SET}}' == 'x'"\\n    from:`
        'expression: application/json' => expression: "#1"
        'expression: application/json' => `expression: |\\n                  # a comment\\n                  x`
        'description: Headers go out with the request, so only those set below remain; Camel''s own never go out.' => description: "# Headers"
        'expression: application/json' => expression: "\\\\{{name\\\\}}"
        '${header.CamelOutboxKey}' => ${header.camelOutboxKey}
        'routePolicy: pausedWithoutErpSettings' => routePolicy: pausedWithoutErpSettings, pausedWithoutEmailSettings
        'expression: resource:bundle:erp-order.jq' => `expression: "{a: {{waybill.here}}, b: {{env:NUMBER:5}}}"`
        'expression: resource:bundle:erp-order.jq' => `expression: "resource:bundle:{{env:CRM_MAPPING:erp-order.jq}}"`
        'resource:bundle:erp-order.jq' => resource:file:routes/erp-order.jq
        """)
    void a_right_thing_is_told_nothing(String from, String to) {
        assertThat(Slips.findings(
                        ERP, from.substring(1, from.length() - 1).replace("''", "'"), to.replace("\\n", "\n")))
                .filteredOn(finding -> !finding.contains("no other file of the bundle names this file"))
                .isEmpty();
    }

    @Test
    void a_route_is_wrong_only_if_no_value_of_an_unset_variable_makes_it() {
        assertThat(Slips.findings(ERP, "skipResponseHeaders: true", "skipResponseHeaders: \"{{env:CRM_SKIP}}\""))
                .containsExactly(
                        "warning routes/erp.camel.yaml:56:47: names the variable CRM_SKIP, which is not set here");
        assertThat(Slips.byHand().with("crm.camel.yaml", """
            - route:
                id: crm
                description: d
                from:
                  uri: outbox:crm
                  steps:
                    - to:
                        uri: http
                        parameters:
                          httpUri: "{{service:crm}}/orders"
                          httpMethod: POST
                          skipResponseHeaders: "{{sys:crm.skip}}"
            """).findings()).isEmpty();
    }

    @Test
    void one_exception_may_stand_without_a_list() {
        String caught = """
            - doTry:
                        steps:
                          - log:
                              message: x
                        doCatch:
                          - exception: java.io.IOException
                            steps:
                              - log:
                                  message: y
                    - removeHeaders:\
            """;
        assertThat(Slips.findings(ERP, "- removeHeaders:", caught)).isEmpty();
        assertThat(Slips.findings(ERP, "- removeHeaders:", caught.replace("IOException", "IOExeption")))
                .containsExactly(
                        "routes/erp.camel.yaml:35:28: names the exception java.io.IOExeption, which is no class");
    }

    @Test
    void keys_with_dashes_are_taken_with_a_warning() {
        assertThat(Slips.findings(ERP, "excludePattern:", "exclude-pattern:"))
                .containsExactly("warning routes/erp.camel.yaml:33:13: writes exclude-pattern in removeHeaders:"
                        + " editors keep only excludePattern");
    }

    @Test
    void beans_of_the_bundle_are_known_in_every_file() {
        assertThat(Slips.byHand()
                        .with("beans.camel.yaml", """
                            - beans:
                                - name: crm
                                  type: org.apache.camel.component.http.BasicAuthenticationHttpClientConfigurer
                                  constructors: {"0": a, "1": b, "2": c, "3": d}
                                - name: shop
                                  type: java.util.LinkedHashMap
                                  properties: {uri: "crm:here"}
                            """)
                        .with(ERP, "application/json", "\"{{bean:crm.username}}\"")
                        .findings())
                .isEmpty();
    }

    @Test
    void a_bean_that_another_jar_may_bring_is_a_warning() {
        assertThat(Slips.findings(ERP, "#erpHttpClient", "#oursFromElsewhere"))
                .containsExactly("warning routes/erp.camel.yaml:55:48: names the bean oursFromElsewhere, which the hub"
                        + " does not have");
    }

    @Test
    void routes_and_their_templates_may_stand_in_different_files() {
        assertThat(Slips.byHand()
                        .with("a.camel.yaml", """
                            - templatedRoute:
                                routeTemplateRef: to-outbox
                                routeId: crm
                                parameters:
                                  - name: target
                                    value: erp
                            """)
                        .with("z.camel.yaml", """
                            - routeTemplate:
                                id: to-outbox
                                parameters:
                                  - name: target
                                from:
                                  uri: direct:x
                                  steps:
                                    - log:
                                        message: "{{target}}"
                            """)
                        .findings())
                .isEmpty();
    }

    @Test
    void a_broken_file_of_templates_makes_up_no_mistake_of_the_file_that_uses_them() {
        assertThat(Slips.byHand()
                        .with("a.camel.yaml", """
                            - templatedRoute:
                                routeTemplateRef: to-outbox
                                routeId: crm
                            """)
                        .with("z.camel.yaml", "- routeTemplate: :")
                        .findings())
                .allSatisfy(finding -> assertThat(finding).startsWith("routes/z.camel.yaml:"));
    }

    @Test
    void a_mapping_beside_the_folder_is_read(@TempDir Path elsewhere) throws Exception {
        Path mapping = Files.writeString(elsewhere.resolve("order.jq"), "{a: herder}");
        assertThat(Slips.findings(ERP, "resource:bundle:erp-order.jq", "resource:file:" + mapping))
                .containsExactly(
                        mapping + ":1:5: calls the jq function herder/0, which does not exist; did you mean header?",
                        "warning routes/erp-order.jq: no other file of the bundle names this file");
    }

    @Test
    void a_file_in_the_network_is_not_asked_for() {
        assertThat(Slips.findings(ERP, "resource:bundle:erp-order.jq", "resource:https://127.0.0.1:1/order.jq"))
                .contains("routes/erp.camel.yaml:20:39: names https://127.0.0.1:1/order.jq, which can't be read:"
                        + " https://127.0.0.1:1/order.jq would be fetched over the network: put the file beside the"
                        + " routes");
    }

    @Test
    void the_place_of_an_unknown_function_is_where_it_is_called() {
        assertThat(Slips.byHand()
                        .with("erp-order.jq", "# herder\n{herder: \"herder\", \"a\\(1)\": .herder, b: herder}")
                        .findings())
                .singleElement()
                .asString()
                .startsWith("routes/erp-order.jq:2:41: calls the jq function herder/0");
    }

    @Test
    void an_open_placeholder_is_told_at_its_place() {
        assertThat(Slips.findings(
                        ERP,
                        "- removeHeaders:",
                        "- log:\n            message: \"{{waybill.here}} b}}\"\n        - removeHeaders:"))
                .anySatisfy(
                        finding -> assertThat(finding).startsWith("routes/erp.camel.yaml:31:41: has a placeholder"));
    }

    @Test
    void routes_below_the_folder_are_none_of_the_hub() {
        assertThat(Slips.byHand().with("old/erp.camel.yaml", "- rout: {}").findings())
                .isEmpty();
    }

    @Test
    void a_list_that_holds_itself_is_told_once() {
        assertThat(Slips.byHand().with("crm.camel.yaml", """
            - route:
                id: crm
                description: d
                from:
                  uri: outbox:crm
                  steps: &s
                    - pipeline:
                        steps: *s
            """).findings())
                .containsExactly("routes/crm.camel.yaml:6:14: holds itself: an alias stands inside of what it names");
    }

    @Test
    void aliases_of_aliases_are_walked_once() {
        StringBuilder bomb = new StringBuilder("- &a0 {pipeline: {steps: [{stop: {}}]}}\n");
        for (int i = 1; i < 25; i++) {
            bomb.append("- &a%d {pipeline: {steps: [*a%d, *a%d]}}\n".formatted(i, i - 1, i - 1));
        }
        assertThat(Slips.byHand().with("crm.camel.yaml", bomb.toString()).findings())
                .containsExactly("routes/crm.camel.yaml:1: has aliases that stand for more than 1000000 values");
    }
}
