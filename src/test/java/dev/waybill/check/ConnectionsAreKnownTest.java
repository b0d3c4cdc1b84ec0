package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsAreKnownTest {

    private static final String GERMAN = """
        - templatedRoute:
            routeId: erp-de
            routeTemplateRef: json-http
            parameters:
              - {name: destination, value: erp-de}
              - {name: connection, value: erp-de}
              - {name: path, value: /orders}
        """;

    private static final String BY_HAND = """
        - route:
            id: erp-de
            description: Hands over by hand.
            routePolicy: waybill.connections.erp-de.pause
            from:
              uri: outbox:erp-de
              steps:
                - to:
                    uri: http
                    parameters:
                      httpUri: "{{waybill.connections.erp-de.url}}/orders"
                      httpMethod: POST
                      httpClientConfigurer: "#waybill.connections.erp-de.login"
        """;

    @Test
    void one_that_the_settings_have_is_right_in_a_template_and_by_hand() {
        assertThat(Slips.shipped().with("crm.camel.yaml", GERMAN).findings()).isEmpty();
        assertThat(Slips.shipped().with("crm.camel.yaml", BY_HAND).findings()).isEmpty();
    }

    @Test
    void a_sentence_may_name_a_setting() {
        String told = BY_HAND.replace(
                "Hands over by hand.",
                "Needs waybill.connections.erp-de.http.token-file, or waybill.connections.any.url.");
        assertThat(Slips.shipped().with("crm.camel.yaml", told).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        erp-fr => routes/crm.camel.yaml:6:35: names the connection erp-fr, which the settings do not have; did you mean erp-de?
        mail   => routes/crm.camel.yaml:6:35: names the connection mail, which the settings do not have; did you mean email?
        email  => routes/crm.camel.yaml:6:35: names the connection email of the kind smtp, where one of the kind http is needed
        none   => routes/crm.camel.yaml:3:23: gives the template json-http neither a connection nor a whole address
        """)
    void a_slip_in_its_name_is_told_at_the_name(String name, String finding) {
        String slip = GERMAN.replace("connection, value: erp-de", "connection, value: " + name);
        assertThat(Slips.shipped().with("crm.camel.yaml", slip).findings()).containsExactly(finding);
    }

    @Test
    void neither_a_connection_nor_an_address_is_told_at_the_template() {
        String slip = GERMAN.replaceFirst(" *- \\{name: connection.*\n", "");
        assertThat(Slips.shipped().with("crm.camel.yaml", slip).findings())
                .containsExactly("routes/crm.camel.yaml:3:23: gives the template json-http neither a connection nor a"
                        + " whole address");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        connections.erp-de.url   => connections.erp-ed.url   => routes/crm.camel.yaml:11:47: names the connection erp-ed, which the settings do not have; did you mean erp-de?
        connections.erp-de.url   => connections.erp-de.ulr   => routes/crm.camel.yaml:11:54: names ulr of the connection erp-de, which is of the kind http and has url
        connections.erp-de.login => connections.sftp.login   => routes/crm.camel.yaml:13:59: names the connection sftp of the kind sftp, where one of the kind http is needed
        connections.erp-de.pause => connections.erp-d.pause  => routes/crm.camel.yaml:4:38: names the connection erp-d, which the settings do not have; did you mean erp-de?
        connections.erp-de.url   => connections.erp.http.url => routes/crm.camel.yaml:11:51: names http of the connection erp, which is of the kind http and has url
        """)
    void a_slip_in_a_route_by_hand_is_told_at_its_place(String from, String to, String finding) {
        assertThat(Slips.shipped()
                        .with("crm.camel.yaml", BY_HAND.replace(from, to))
                        .findings())
                .containsExactly(finding);
    }
}
