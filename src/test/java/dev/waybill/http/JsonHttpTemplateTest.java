package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.mapping.Delivery;
import dev.waybill.mapping.TestRoute;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's example, which uses the template, against a real server. */
class JsonHttpTemplateTest {

    private static final ErpStub CRM = ErpStub.start();
    private static final Delivery ORDER = Delivery.of("OrderPlaced", """
        {"data":{"orderNumber":12.10,"orderLineItems":[{"title":"half \\ud83d"}]}}\
        """);
    private static TestRoute route;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path crm = folder.resolve("crm.camel.yaml");
        Files.writeString(
                crm, example().replace("https://crm.example", CRM.url().toString()));
        route = TestRoute.startFile(crm, "crm");
    }

    @AfterAll
    static void stop() {
        route.close();
        CRM.close();
    }

    private static String example() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(- templatedRoute:\n.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }

    @Test
    void the_example_is_short() throws IOException {
        assertThat(example().lines()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void it_posts_exact_json_with_its_key_and_no_header_of_the_message() {
        Exchange exchange = ORDER.exchange(route.camel());
        exchange.getMessage().setHeader("X-Evil", "1");
        exchange.getMessage().setHeader("Authorization", "Basic evil");
        exchange.getMessage().setHeader("CamelHttpUri", "http://evil.invalid/");
        exchange.getMessage().setHeader("CamelHttpMethod", "DELETE");

        assertThat(route.send(exchange).getException()).isNull();

        ErpRequest request = CRM.journal().getLast();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/orders");
        assertThat(request.key()).isEqualTo("wb_abc");
        assertThat(request.body()).isEqualTo("{\"number\":12.10,\"title\":\"half \\ud83d\"}");
        assertThat(request.headers()).containsEntry("content-type", List.of("application/json"));
        assertThat(request.headers().keySet())
                .isSubsetOf(
                        "content-type",
                        "idempotency-key",
                        "host",
                        "user-agent",
                        "content-length",
                        "transfer-encoding",
                        "connection",
                        "accept",
                        "accept-encoding");
    }
}
