package dev.waybill.lint;

import static dev.waybill.lint.RouteText.findings;
import static dev.waybill.lint.RouteText.route;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxAloneRedeliversTest {

    private static final String ERP = route("erp", "outbox:erp", "- log: {message: takes}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaultErrorHandler: {redeliveryPolicy: {maximumRedeliveries: 3}}",
                "defaultErrorHandler: {redeliveryPolicy: {maximumRedeliveries: -1}}",
                "defaultErrorHandler: {redeliveryPolicyRef: patient}",
                "defaultErrorHandler: {retryWhileRef: always}"
            })
    void an_error_handler_must_not_redeliver(String handler) throws Exception {
        assertThat(findings(withErrorHandler(handler)))
                .containsExactly("routes/0.camel.yaml:1:3: route erp redelivers in its error handler: "
                        + "only the outbox does that");
        assertThat(findings("- errorHandler: {%s}\n".formatted(handler) + ERP))
                .singleElement()
                .asString()
                .contains("redelivers in its error handler");
        assertThat(findings(ERP, configuration("errorHandler: {%s}".formatted(handler))))
                .singleElement()
                .asString()
                .contains("redelivers in its error handler");
    }

    @Test
    void a_dead_letter_channel_is_refused() throws Exception {
        assertThat(findings(withErrorHandler("deadLetterChannel: {deadLetterUri: \"log:dead\"}")))
                .singleElement()
                .asString()
                .contains("route erp has a deadLetterChannel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redeliveryPolicy: {maximumRedeliveries: 3}",
                "redeliveryPolicyRef: patient",
                "retryWhile: {constant: {expression: true}}"
            })
    void on_exception_must_not_redeliver(String option) throws Exception {
        String onException = "onException:\n    {exception: [java.io.IOException], %s}".formatted(option);
        assertThat(findings("- %s\n".formatted(onException) + ERP))
                .containsExactly("routes/0.camel.yaml:1:3: route erp redelivers in its onException: "
                        + "only the outbox does that");
        assertThat(findings(ERP, configuration("onException: [{%s}]".formatted(onException))))
                .singleElement()
                .asString()
                .startsWith("routes/1.camel.yaml:")
                .contains("route erp redelivers in its onException");
    }

    @Test
    void handlers_that_do_not_redeliver_are_free() throws Exception {
        assertThat(findings(withErrorHandler("defaultErrorHandler: {redeliveryPolicy: {maximumRedeliveries: 0}}")))
                .isEmpty();
        assertThat(findings("- onException: {exception: [java.io.IOException], steps: [{log: {message: a}}]}\n" + ERP))
                .isEmpty();
    }

    @Test
    void other_routes_may_redeliver() throws Exception {
        String handler = "defaultErrorHandler: {redeliveryPolicy: {maximumRedeliveries: 3}}";
        assertThat(findings(withErrorHandler(handler).replace("outbox:erp", "platform-http:/else")))
                .isEmpty();
    }

    private static String withErrorHandler(String handler) {
        return ERP.replace("    id: erp", "    id: erp\n    errorHandler: {%s}".formatted(handler));
    }

    private static String configuration(String content) {
        return "- routeConfiguration: {%s}\n".formatted(content);
    }
}
