package dev.waybill.answers;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/** The options of an {@code outbox:} endpoint about the answers of its receiver. */
@UriParams
public final class AnswerOptions {

    @UriParam(
            label = "consumer",
            description = "The meaning of HTTP answers: a preset such as tryton, or bundle: and a file of rules")
    private @Nullable String answers;

    @UriParam(
            label = "consumer",
            description = "The direct: route that asks for a delivery which an earlier attempt may have handed over")
    private @Nullable String askFirst;

    /**
     * Returns the rules; null if the status of an answer decides.
     *
     * @throws IllegalArgumentException if they can't be read
     */
    public @Nullable AnswerRules rules(CamelContext camel) {
        return answers == null ? null : AnswerRules.of(camel, answers);
    }

    /** Returns a call of the route that asks; null if the receiver is never asked. */
    public @Nullable Consumer<Exchange> question(CamelContext camel) {
        String route = askFirst;
        return route == null ? null : exchange -> ask(camel, route, exchange);
    }

    /** Camel keeps the endpoint, and the route's own threads do all the work. */
    private static void ask(CamelContext camel, String route, Exchange exchange) {
        try (Producer producer =
                CamelContextHelper.getMandatoryEndpoint(camel, route).createProducer()) {
            producer.start();
            producer.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    public @Nullable String getAnswers() {
        return answers;
    }

    public void setAnswers(String answers) {
        this.answers = answers;
    }

    public @Nullable String getAskFirst() {
        return askFirst;
    }

    public void setAskFirst(String askFirst) {
        this.askFirst = askFirst;
    }
}
