package dev.waybill.mapping;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;

/** Puts mocks in the place of what a route sends to. */
public final class Advice {

    private Advice() {}

    /**
     * Once for a context, which a test class keeps for all its tests; the mocks are forgetful each time.
     *
     * @param mocks the mock's URI by the pattern of the URI it replaces
     */
    public static void replace(CamelContext camel, String route, Map<String, String> mocks) throws Exception {
        String mark = "advised-" + route;
        if (camel.getRegistry().lookupByName(mark) == null) {
            AdviceWith.adviceWith(
                    camel,
                    route,
                    advice -> mocks.forEach(
                            (uri, mock) -> advice.weaveByToUri(uri).replace().to(mock)));
            camel.getRegistry().bind(mark, mark);
        }
        MockEndpoint.resetMocks(camel);
    }
}
