package dev.waybill.routetests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.candidate.Differences;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.handover.Delivery;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RunRouteTests.Result;
import dev.waybill.sources.EventParts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RunRouteTestsTest {

    private static final StandardEnvironment SETTINGS = new StandardEnvironment();

    static {
        SETTINGS.getPropertySources()
                .addFirst(new MapPropertySource(
                        "the test's", Map.of("waybill.sources.shop.allowed-headers", "X-Shop-Name")));
    }

    private static final String EVENTS = """
        - route:
            id: events
            description: Sends orders to the shop and nothing else anywhere.
            from:
              uri: inbox:shop
              steps:
                - choice:
                    when:
                      - expression:
                          simple:
                            expression: "${header.CamelInboxEventType} == 'Order'"
                        steps:
                          - to:
                              uri: outbox:crm
                    otherwise:
                      steps: []
        """;
    private static final String CRM = """
        - route:
            id: crm
            description: Posts each order.
            from:
              uri: outbox:crm
              steps:
                - transform:
                    expression:
                      jq:
                        expression: '{n: .data.n, tags: .data.tags, who: header("CamelInboxSource")}'
                        resultType: java.lang.String
                - removeHeaders:
                    pattern: "*"
                - setHeader:
                    name: Content-Type
                    expression:
                      constant:
                        expression: application/json
                - to:
                    uri: http
                    parameters:
                      httpUri: "{{env:CRM_URL}}/orders"
                      httpMethod: POST
        """;
    private static final String ORDER = "event: {type: Order, data: {id: o-1, n: 7, tags: [a, b]}}";

    private static ConfigurableApplicationContext hub;

    @BeforeAll
    static void start() {
        hub = OfflineHub.start();
    }

    @AfterAll
    static void end() {
        hub.close();
    }

    @Test
    void a_test_that_holds_passes_and_nothing_is_connected_to() {
        assertThat(run(test(
                        ORDER,
                        "destinations: [crm]",
                        "crm: {request: POST /orders, body: {n: 7, tags: [a, b], who: shop}, headers: {content-type:"
                                + " application/json}}")))
                .isEmpty();
        assertThat(run("- environment: {CRM_URL: \"https://crm.example/v1\"}\n"
                        + test(ORDER, "crm: {request: \"POST https://crm.example/v1/orders\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        destinations: [crm, erp]                => routes/shop.test.yaml:5:19: destinations: expected [crm, erp], was [crm]
        destinations: {with: [erp]}             => routes/shop.test.yaml:5:27: destinations: expected with erp, was [crm]
        destinations: {without: [crm]}          => routes/shop.test.yaml:5:30: destinations: expected without crm, was [crm]
        destinations: {without: [cmr]}          => routes/shop.test.yaml:5:30: destinations: no route begins with outbox:cmr, so without it says nothing
        crm: {request: POST /order}             => routes/shop.test.yaml:5:20: request: expected POST /order, was POST /orders
        crm: {body: {n: 8}}                     => routes/shop.test.yaml:5:17: body at /n: expected 8, was 7
        crm: {body: {tags: [a]}}                => routes/shop.test.yaml:5:17: body at /tags: expected ["a"], was ["a","b"]
        crm: {body: {tags: [a, c]}}             => routes/shop.test.yaml:5:17: body at /tags/1: expected "c", was "b"
        crm: {body: {who: {a: 1}}}              => routes/shop.test.yaml:5:17: body at /who: expected {"a":1}, was "shop"
        crm: {body: {x: null}}                  => routes/shop.test.yaml:5:17: body at /x: expected null, but it is not there
        crm: {headers: {Content-Type: text/*}}  => routes/shop.test.yaml:5:21: Content-Type: expected text/*, was application/json
        crm: {headers: {X-Other: a}}            => routes/shop.test.yaml:5:21: X-Other: expected a, was not there
        crm: {refused: "*"}                     => routes/shop.test.yaml:5:20: outcome: expected refused, was delivered
        crm: {answer: 503}                      => routes/shop.test.yaml:5:5: outcome: expected delivered, was again: HTTP 503
        crm: {answer: 422, refused: "*no*"}     => routes/shop.test.yaml:5:33: reason: expected *no*, was HTTP 422
        erp: {request: POST /x}                 => routes/shop.test.yaml:5:5: the event does not go to erp
        """)
    void an_expectation_that_does_not_hold_is_told_with_its_place(String expectation, String failure) {
        assertThat(run(test(ORDER, expectation))).singleElement().asString().startsWith(failure);
    }

    @Test
    void a_test_can_tell_the_destinations_that_it_is_about_alone() {
        assertThat(run(test(ORDER, "destinations: {with: [crm]}"))).isEmpty();
        assertThat(run(test("event: {type: Other}", "destinations: {without: [crm]}")))
                .isEmpty();
    }

    @Test
    void a_body_file_is_compared_whole_and_can_be_written_anew() {
        Map<String, String> files = files(test(ORDER, "crm: {body-file: want.json}"));
        files.put("want.json", "{\"n\": 7, \"tags\": [\"a\", \"x\"], \"who\": \"shop\"}");
        List<Result> results = results(files);
        assertThat(results.getFirst().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.difference())
                        .startsWith("body-file want.json:\n@@")
                        .contains("-  \"tags\" : [ \"a\", \"x\" ],", "+  \"tags\" : [ \"a\", \"b\" ],"));
        assertThat(results.getFirst().bodies())
                .singleElement()
                .satisfies(body -> assertThat(Differences.ofTexts(
                                "{\"n\":7,\"tags\":[\"a\",\"b\"],\"who\":\"shop\"}", new String(body.body(), UTF_8)))
                        .isEmpty());

        files.put("want.json", new String(results.getFirst().bodies().getFirst().body(), UTF_8));
        assertThat(results(files).getFirst().passed()).isTrue();
    }

    @Test
    void an_event_that_the_public_port_would_refuse_is_told() {
        assertThat(run(test("event: {data: 1}", "destinations: []")))
                .singleElement()
                .asString()
                .contains("the public port would refuse this event: The body has no string \"type\"");
    }

    @Test
    void a_slip_in_a_test_file_is_told_with_its_place_and_no_test_runs_over_it() {
        RouteTests tests = ReadRouteTests.of(bundle(files("""
            - test: a
              sorce: shop
              event: samples/none.json
              expect:
                crm: {reqest: POST /x, outcome: good}
            """)));
        assertThat(tests.findings().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "routes/shop.test.yaml:2:3: has sorce in a test, which does not know it; did you mean source?",
                        "routes/shop.test.yaml:3:10: names the sample samples/none.json, which is not there");
        assertThat(tests.tests()).isEmpty();
        assertThat(ReadRouteTests.of(bundle(files(test(ORDER, "crm: {reqest: POST /x, outcome: good}"))))
                        .findings())
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "routes/shop.test.yaml:5:11: has reqest in an expectation, which does not know it; did you mean"
                                + " request?",
                        "routes/shop.test.yaml:5:37: has good in outcome, which must be delivered, again, refused or"
                                + " broken");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        destinations: crm              => 5:19: gives destinations as a text, which must be a list of all, [erp, email], or a map: {with: [erp], without: [email]}
        destinations: {wiht: [crm]}    => 5:20: has wiht in destinations, which does not know it; did you mean with?
        destinations: {with: crm}      => 5:26: gives destinations as a text, which must be a list of all, [erp, email], or a map: {with: [erp], without: [email]}
        crm: {answer: 5O3}             => 5:19: has an answer that is no status, such as 409
        crm: {headers: [a]}            => 5:20: gives headers as no map, which must be one: {Content-Type: text/csv}
        crm: {request: [POST, /x]}     => 5:20: gives request as a list or a map, which must be a text
        crm: {refused: {a: b}}         => 5:20: gives refused as a list or a map, which must be a text
        crm: {body: &b [*b]}           => 5:17: holds itself: an alias stands inside of what it names
        """)
    void an_expectation_of_another_kind_is_told_and_never_passed_over(String expectation, String finding) {
        assertThat(ReadRouteTests.of(bundle(files(test(ORDER, expectation)))).findings())
                .map(Object::toString)
                .contains("routes/shop.test.yaml:" + finding);
    }

    @Test
    void a_body_file_of_a_hand_over_without_a_body_fails() {
        Map<String, String> files = files(test(ORDER, "crm: {refused: \"*\", body-file: want.json}"));
        files.put(
                "crm.camel.yaml",
                CRM.replace("{n: .data.n, tags: .data.tags, who: header(\"CamelInboxSource\")}", "error(\"no\")"));
        files.put("want.json", "{}");
        assertThat(results(files).getFirst().failures())
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure.difference()).isEqualTo("body-file want.json: no body went out"));
    }

    @Test
    void the_report_counts_and_junit_reads_it() {
        List<Result> results = results(files(test(ORDER, "destinations: [crm]") + test(ORDER, "destinations: []")));
        assertThat(RouteTestReport.inWords(results))
                .endsWith("2 tests, 1 failed")
                .contains("FAILED an order");
        assertThat(RouteTestReport.asJUnit(results))
                .contains("tests=\"2\" failures=\"1\"", "<testcase", "<failure message=\"destinations: expected []");
    }

    @Test
    void a_test_that_is_written_of_an_event_passes() throws Exception {
        byte[] body =
                "{\"type\": \"Order\", \"data\": {\"id\": \"o-1\", \"n\": 1.50, \"tags\": [\"é: #\"]}}".getBytes(UTF_8);
        Delivery.Event event =
                new Delivery.Event(77, "shop", "k", "o-1", "Order", Instant.parse("2026-05-05T00:00:00Z"), body);
        String written;
        try (Candidate candidate = Candidate.of(bundle(files("")), new CandidateHub(hub, name -> null))) {
            written = WriteRouteTest.of(candidate, event);
        }
        assertThat(written)
                .startsWith("- test: \"event 77, Order\"\n  source: \"shop\"\n")
                .contains("destinations: [\"crm\"]", "request: \"POST /orders\"");
        assertThat(run(written)).isEmpty();
    }

    @Test
    void a_header_goes_on_only_if_the_source_lets_it() {
        assertThat(run("- test: an order\n  source: shop\n  headers: {X-Shop-Domain: a}\n  " + ORDER
                        + "\n  expect: {destinations: [crm]}\n"))
                .singleElement()
                .asString()
                .contains("the header X-Shop-Domain would not go on to routes: name it in"
                        + " waybill.sources.shop.allowed-headers");
    }

    @ParameterizedTest
    @CsvSource({"a, true", "é, false", "'', false"})
    void a_value_goes_on_only_if_it_would_from_a_sender(String value, boolean passes) {
        assertThat(run(
                        "- test: an order\n  source: shop\n  headers: {X-Shop-Name: '%s'}\n  %s\n  expect: {destinations: [crm]}\n"
                                .formatted(value, ORDER)))
                .isEqualTo(
                        passes
                                ? List.of()
                                : List.of("routes/shop.test.yaml:1:9: the header X-Shop-Name would not go on to routes:"
                                        + " its value must be 1 to 1024 characters of plain ASCII"));
    }

    private static String test(String event, String... expectations) {
        StringBuilder text = new StringBuilder("- test: an order\n  source: shop\n  " + event + "\n  expect:\n");
        for (String expectation : expectations) {
            text.append("    ").append(expectation).append('\n');
        }
        return text.toString();
    }

    private static Map<String, String> files(String tests) {
        return new TreeMap<>(Map.of("events.camel.yaml", EVENTS, "crm.camel.yaml", CRM, "shop.test.yaml", tests));
    }

    private static Bundle bundle(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
        return new Bundle(Path.of("routes"), bytes);
    }

    private static List<String> run(String tests) {
        return results(files(tests)).stream()
                .flatMap(result -> result.failures().stream())
                .map(failure -> "%s: %s".formatted(failure.at(), failure.difference()))
                .toList();
    }

    private static List<Result> results(Map<String, String> files) {
        Bundle bundle = bundle(files);
        RouteTests tests = ReadRouteTests.of(bundle);
        assertThat(tests.findings()).isEmpty();
        List<Result> results = new ArrayList<>();
        CandidateHub beans = new CandidateHub(hub, tests.environment()::get);
        try (Candidate candidate = Candidate.of(bundle, beans)) {
            for (RouteTest test : tests.tests()) {
                results.add(new RunRouteTests(candidate, bundle, source -> EventParts.in(SETTINGS, source)).run(test));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return results;
    }
}
