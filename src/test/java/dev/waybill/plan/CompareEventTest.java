package dev.waybill.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.candidate.OfflineHub;
import dev.waybill.handover.Delivery;
import dev.waybill.plan.CompareEvent.Compared;
import dev.waybill.plan.PlanResult.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Bodies that are nearly the same, and routes that are not there. */
class CompareEventTest {

    private static final Delivery.Event EVENT = new Delivery.Event(
            1, "shop", "k-1", "o-1", "Order", Instant.parse("2026-01-01T00:00:00Z"), "{}".getBytes(UTF_8));
    private static final String NAMES = """
        - route:
            id: shop
            description: Orders go to the CRM.
            from:
              uri: inbox:shop
              steps:
                - to:
                    uri: outbox:%s
        """;
    private static final String ELSEWHERE = NAMES.formatted("elsewhere");

    private static ConfigurableApplicationContext hub;

    @BeforeAll
    static void start() {
        hub = OfflineHub.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void the_same_bytes_are_the_same() throws Exception {
        assertThat(compare(body("\"a\""), body("'a'")))
                .extracting(Compared::kind)
                .containsExactly(Kind.SAME);
    }

    @Test
    void other_bytes_are_a_change_whatever_they_mean() throws Exception {
        assertChanged(body("\"a\\r\\nb\""), body("\"a\\nb\""), "-a\\r", "+a");
        assertChanged(body("\"a\\n\""), body("\"a\""), "only line ends differ");
        assertChanged(
                body("'{\"a\":1,\"b\":2}'"), body("'{\"b\":2,\"a\":1}'"), "the same members, written differently");
        assertChanged(body("\"[1,\\r\\n2]\""), body("\"[1,\\n2]\""), "only line ends differ");
    }

    @Test
    void a_long_text_is_not_compared_by_line() throws Exception {
        String text = IntStream.range(0, 3000).mapToObj(i -> "x" + i).collect(Collectors.joining("\\n"));
        assertChanged(body("\"" + text + "\""), body("\"" + text.replace('x', 'y') + "\""), "too long to compare");
    }

    @Test
    void a_destination_without_a_route_is_told_unless_it_has_none_today() throws Exception {
        assertThat(compare(ELSEWHERE, ELSEWHERE)).extracting(Compared::kind).containsExactly(Kind.SAME);
        List<Compared> both = compare(body("\"a\""), ELSEWHERE);
        assertThat(both).extracting(Compared::kind).containsExactly(Kind.NO_LONGER, Kind.REFUSED);
        assertThat(both.getLast().difference().get()).isEqualTo("no route begins with outbox:elsewhere");
        assertThat(compare(ELSEWHERE, body("\"a\""))).extracting(Compared::kind).contains(Kind.NO_LONGER, Kind.NEW);
    }

    @Test
    void the_id_of_an_exchange_is_no_difference() throws Exception {
        String fails = crm("""
            - throwException:
                exceptionType: java.lang.IllegalStateException
                message: "failed on Exchange[${exchangeId}]"
            """);
        assertThat(compare(fails, fails + "# edited"))
                .extracting(Compared::kind)
                .containsExactly(Kind.SAME);
    }

    @Test
    void a_route_of_the_same_files_is_not_run_and_one_that_another_file_may_change_is() throws Exception {
        String random = crm("""
            - to: direct:number
            """);
        String number = """
            - route:
                id: number
                from:
                  uri: direct:number
                  steps:
                    - setBody:
                        expression:
                          simple:
                            expression: "${random(1000000000)} %s"
                    - to: file:out?fileName=a.txt
            """;
        Map<String, String> live = Map.of("a.camel.yaml", random, "b.camel.yaml", number, "c.jq", "1");
        assertThat(compare(bundle(live), bundle(with(live, "c.jq", "2"))))
                .extracting(Compared::kind)
                .containsExactly(Kind.SAME);
        assertThat(compare(bundle(live), bundle(with(live, "b.camel.yaml", number.formatted("b")))))
                .extracting(Compared::kind)
                .containsExactly(Kind.CHANGED);
    }

    private static Map<String, String> with(Map<String, String> files, String name, String text) {
        Map<String, String> edited = new HashMap<>(files);
        edited.put(name, text);
        return edited;
    }

    private static void assertChanged(String live, String candidate, String... difference) throws InterruptedException {
        assertThat(compare(live, candidate)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.CHANGED);
            assertThat(each.difference().get()).contains(difference);
        });
    }

    private static List<Compared> compare(String live, String candidate) throws InterruptedException {
        return compare(bundle(live), bundle(candidate));
    }

    private static List<Compared> compare(Bundle live, Bundle candidate) throws InterruptedException {
        CandidateHub beans = new CandidateHub(hub, name -> null);
        try (Candidate before = Candidate.of(live, beans);
                Candidate after = Candidate.of(candidate, beans)) {
            return new CompareEvent(before, after).of(EVENT);
        }
    }

    /** @param text a text in YAML, with its quotes */
    private static String body(String text) {
        return crm("""
            - setBody:
                expression:
                  constant:
                    expression: %s
                    trim: false
            - to:
                uri: file
                parameters:
                  directoryName: out
                  fileName: a.txt
            """.formatted(text));
    }

    private static String crm(String steps) {
        return NAMES.formatted("crm") + """
            - route:
                id: crm
                description: Hands orders to the CRM.
                from:
                  uri: outbox:crm
                  steps:
            """ + steps.indent(8);
    }

    private static Bundle bundle(String routes) {
        return bundle(Map.of("a.camel.yaml", routes));
    }

    private static Bundle bundle(Map<String, String> files) {
        return new Bundle(
                Path.of("routes"),
                files.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, file -> file.getValue().getBytes(UTF_8))));
    }
}
