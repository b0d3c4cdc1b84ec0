package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slip in a file that uses a template is told there, and one in the template is told in the template. */
class CheckTemplatesTest {

    private static final String CRM = """
        - templatedRoute:
            routeId: crm
            routeTemplateRef: json-http-either
            parameters:
              - {name: destination, value: crm}
              - {name: when, value: "${header.CamelInboxEventType} startsWith 'Order'"}
              - {name: mapping, value: resource:bundle:erp-order.jq}
              - {name: url, value: "{{waybill.erp.url}}/orders"}
              - {name: otherwiseMapping, value: "{a: .data}"}
              - {name: otherwiseUrl, value: https://crm.example/other}
              - {name: settings, value: waybill.erp}
              - {name: method, value: PUT}
              - {name: concurrency, value: "4"}
        """;

    @Test
    void a_use_of_all_its_parameters_has_no_finding() {
        assertThat(Slips.shipped().with("crm.camel.yaml", CRM).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        'json-http-either'    => json-htpp-either         => routes/crm.camel.yaml:3:23: uses the template json-htpp-either, which no file defines; did you mean json-http-either?
        'name: url,'          => name: ulr,               => routes/crm.camel.yaml:8:16: gives the template json-http-either the parameter ulr, which it does not know; did you mean url?
        'name: otherwiseUrl'  => name: concurrency        => routes/crm.camel.yaml:3:23: gives the template json-http-either neither a connection nor a whole address && routes/crm.camel.yaml:13:16: gives the template json-http-either the parameter concurrency twice
        'name: method'        => name: concurrency        => routes/crm.camel.yaml:13:16: gives the template json-http-either the parameter concurrency twice
        '"4"'                 => four                     => routes/crm.camel.yaml:13:36: route crm gives outbox: concurrency=four, which must be a whole number (template json-http-either, routes/template-json-http-either.camel.yaml:28)
        'EventType}'          => EventTyp}                => routes/crm.camel.yaml:6:39: names the header CamelInboxEventTyp, which the hub does not set; did you mean CamelInboxEventType?
        "startsWith"          => startsWiht               => routes/crm.camel.yaml:6:60: has a Simple expression that can't be read: Unexpected token s
        "startsWith 'Order'"  => == 'OrderConfimed'       => routes/crm.camel.yaml:6:64: compares with the event type OrderConfimed, which no source sends; did you mean OrderConfirmed?
        'erp-order.jq'        => erp-oder.jq              => routes/crm.camel.yaml:7:32: names bundle:erp-oder.jq, which is not there
        'bundle:erp-order.jq' => bundel:erp-order.jq      => routes/crm.camel.yaml:7:32: names bundel:erp-order.jq, which is not there
        'bundle:erp-order.jq' => :erp-order.jq            => routes/crm.camel.yaml:7:32: names :erp-order.jq, which is not there
        '{a: .data}'          => {a: toupper(.data)}      => routes/crm.camel.yaml:9:46: calls the jq function toupper/1, which does not exist
        '{a: .data}'          => {a: .data                => `routes/crm.camel.yaml:9:42: has a jq program that can't be read: nothing closes this {`
        'waybill.erp.url'     => waybill.nowhere          => routes/crm.camel.yaml:8:29: names the setting waybill.nowhere, which application.yaml does not have
        'value: waybill.erp}' => value: waybill.epr}      => routes/crm.camel.yaml:11:33: names the bean waybill.epr.login, which the hub does not have; did you mean waybill.erp.login? && routes/crm.camel.yaml:11:33: names the bean waybill.epr.pause, which the hub does not have; did you mean waybill.erp.pause?
        'routeId: crm'        => routeId: erp             => routes/erp.camel.yaml:2:14: gives a route the id erp, as routes/crm.camel.yaml:2 does
        'value: crm}'         => value: erp}              => routes/erp.camel.yaml:5:36: route erp consumes outbox:erp, as route crm does already (template json-http-either, routes/template-json-http-either.camel.yaml:26)
        'routeId: crm'        => prefixId: crm            => warning routes/crm.camel.yaml:3:23: uses the template json-http-either without a routeId
        """)
    void a_slip_in_a_use_is_told_at_its_place(String from, String to, String finding) {
        String unquoted = from.substring(1, from.length() - 1);
        int at = CRM.indexOf(unquoted);
        String slip = CRM.substring(0, at) + to + CRM.substring(at + unquoted.length());
        assertThat(Slips.shipped().with("crm.camel.yaml", slip).findings()).containsExactly(finding.split(" && "));
    }

    @Test
    void a_slip_in_a_template_is_told_in_the_template_and_for_each_use_that_it_breaks() {
        String template = "template-json-http.camel.yaml";
        assertThat(Slips.shipped()
                        .with(template, "ref: exactJson", "ref: exactJsn")
                        .findings())
                .containsExactly("routes/template-json-http.camel.yaml:34:22: names the bean exactJsn, which the hub"
                        + " does not have; did you mean exactJson?");
        assertThat(Slips.shipped()
                        .with(template, "httpUri: \"{{url}}\"", "httpUri: \"{{ulr}}\"")
                        .findings())
                .containsExactly("routes/template-json-http.camel.yaml:59:27: names the setting ulr, which"
                        + " application.yaml does not have");
        assertThat(Slips.shipped()
                        .with("template-json-http-either.camel.yaml", "skipResponseHeaders: true", "skipHeaders: true")
                        .findings())
                .containsExactly(
                        "routes/erp.camel.yaml:3:23: route erp gives http: the option skipHeaders, which it does not"
                                + " know (template json-http-either, routes/template-json-http-either.camel.yaml:84)");
    }

    @Test
    void an_unknown_property_of_the_mail_server_is_told_for_it_could_switch_encryption_off() {
        String template = "template-mail.camel.yaml";
        assertThat(Slips.shipped()
                        .with(template, "mail.smtp.starttls.required", "mail.smtp.starttls.requird")
                        .findings())
                .singleElement()
                .asString()
                .contains("gives smtp: the option mail.smtp.starttls.requird, which it does not know (template mail,"
                        + " routes/template-mail.camel.yaml:102); did you mean mail.smtp.starttls.required?");
        assertThat(Slips.shipped()
                        .with(template, "mail.smtp.localhost", "mail..localhost")
                        .findings())
                .singleElement()
                .asString()
                .contains("gives smtp: the option mail..localhost, which it does not know");
    }

    @Test
    void a_brace_too_many_around_a_parameter_is_told_in_the_template() {
        assertThat(Slips.shipped()
                        .with("template-json-http.camel.yaml", "{{?onDead}}", "{{?onDead}}}")
                        .findings())
                .containsExactly("routes/template-json-http.camel.yaml:30:20: has a placeholder and 2 opening braces,"
                        + " but 3 closing ones");
    }

    @Test
    void a_parameter_without_a_usable_name_is_told_where_it_is_defined() {
        assertThat(Slips.shipped()
                        .with("template-mail.camel.yaml", "{name: concurrency,", "{name: concurrency concurrency,")
                        .findings())
                .contains("routes/template-mail.camel.yaml:13:16: gives a parameter no usable name");
    }

    @Test
    void a_use_of_a_template_whose_file_is_broken_is_told_nothing() {
        assertThat(Slips.shipped()
                        .with("template-mail.camel.yaml", "- routeTemplate: :")
                        .findings())
                .allSatisfy(finding -> assertThat(finding).startsWith("routes/template-mail.camel.yaml:"));
    }

    @Test
    void a_template_that_nobody_uses_yet_has_no_finding() {
        assertThat(Slips.byHand().findings()).isEmpty();
    }

    /** Camel leaves an optional placeholder out that nothing fills, so a use would give its option in vain. */
    @Test
    void a_template_that_names_a_parameter_which_it_does_not_have_is_told() {
        assertThat(Slips.shipped()
                        .with("template-json-http.camel.yaml", "{{?onDead}}", "{{?onDaed}}")
                        .findings())
                .containsExactly("routes/template-json-http.camel.yaml:30:20: names the parameter onDaed, which its"
                        + " template does not have; did you mean onDead?");
    }

    @Test
    void an_option_that_is_no_text_is_told_at_its_line() {
        String template = "template-json-http.camel.yaml";
        assertThat(Slips.shipped()
                        .with(template, "httpMethod: \"{{method}}\"", "httpMethod: {{method}}")
                        .findings())
                .contains("routes/template-json-http.camel.yaml:60:30: has a key that is no text: are quotes missing"
                        + " around {{…}}?");
        assertThat(Slips.shipped()
                        .with(template, "        steps:\n", "          steps:\n")
                        .findings())
                .contains("routes/template-json-http.camel.yaml:32:11: gives the option steps as a list, which must be"
                        + " a text: is an indentation or a quote missing?");
    }

    @Test
    void a_text_template_in_a_place_that_camel_does_not_know_is_told() {
        assertThat(Slips.shipped()
                        .with("email.camel.yaml", "bundle:email.txt.ftl", "bundel:email.txt.ftl")
                        .findings())
                .anySatisfy(each -> assertThat(each)
                        .startsWith("routes/email.camel.yaml:7:")
                        .contains("names the template bundel:email.txt.ftl, which can't be found"));
    }

    @Test
    void a_bracket_that_nothing_closes_is_told_where_it_opens() {
        assertThat(Slips.shipped()
                        .with("erp-order.jq", "{\n  a: (.b\n    | .c,\n  d: \")\" # )\n}\n")
                        .findings())
                .containsExactly("routes/erp-order.jq:2:6: has a jq program that can't be read: nothing closes this (");
    }
}
