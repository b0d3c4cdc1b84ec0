package dev.waybill.lint;

import static dev.waybill.lint.RouteText.findings;
import static dev.waybill.lint.RouteText.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteLintTest {

    private static final String STORES = "- to: {uri: \"inbox:*\"}";
    private static final String ASKS = """
        - idempotentConsumer:
            idempotentRepository: inbox
            skipDuplicate: false
            removeOnFailure: false
            expression: {header: {expression: CamelInboxIdempotencyKey}}
            steps:
              - log: {message: stored}\
        """;

    private static final String ERP = route("erp", "outbox:erp", "- log: {message: takes}");

    @Test
    void a_good_set_of_routes_has_no_finding() throws Exception {
        String intake = route("intake", "platform-http:/webhooks/covver", """
            - to: {uri: "inbox:*"}
            - log: {message: between}
            - idempotentConsumer:
                idempotentRepository: inbox
                skipDuplicate: false
                removeOnFailure: false
                expression: {header: {expression: CamelInboxIdempotencyKey}}
                steps:
                  - log: {message: stored}\
            """);
        String events = route("events", "inbox:covver", """
            - choice:
                when:
                  - expression: {simple: {expression: "${header.a} == 1"}}
                    steps:
                      - multicast:
                          stopOnException: true
                          steps:
                            - to: {uri: "outbox:erp"}
                            - to: {uri: "direct:more"}
                otherwise:
                  steps:
                    - log: {message: nobody}\
            """);
        String more =
                route("more", "direct:more", "- to: {uri: outbox, parameters: {destination: sftp, ordered: false}}");
        String sftp = route("sftp", "outbox:sftp?concurrency=2", "- log: {message: takes}");
        assertThat(findings(intake, events, more.replace("outbox,", "\"outbox:sftp\","), ERP, sftp))
                .isEmpty();
    }

    @Test
    void a_header_that_one_branch_removes_may_be_read_in_another_but_not_in_its_own() throws Exception {
        String branches = """
            - choice:
                when:
                  - expression: {simple: {expression: "${header.a} == 1"}}
                    steps:
                      - removeHeaders: {pattern: "*"}
                      - log: {message: "%s"}
                otherwise:
                  steps:
                    - log: {message: "${header.CamelOutboxKey}"}\
            """;
        assertThat(findings(route("erp", "outbox:erp", branches.formatted("none"))))
                .isEmpty();
        assertThat(findings(route("erp", "outbox:erp", branches.formatted("${header.CamelOutboxKey}"))))
                .singleElement()
                .asString()
                .contains("removes the header CamelOutboxKey, which a later step reads");
    }

    @Test
    void a_removed_header_may_be_set_again_and_a_multicast_gives_each_step_a_copy() throws Exception {
        String again = """
            - setProperty: {name: key, expression: {simple: {expression: "${header.CamelOutboxKey}"}}}
            - removeHeaders: {pattern: "*"}
            - setHeader: {name: CamelOutboxKey, expression: {simple: {expression: "${exchangeProperty.key}"}}}
            - log: {message: "${header.CamelOutboxKey}"}\
            """;
        assertThat(findings(route("erp", "outbox:erp", again))).isEmpty();
        String copies = """
            - multicast:
                stopOnException: true
                steps:
                  - removeHeaders: {pattern: "*"}
                  - log: {message: "${header.CamelOutboxKey}"}\
            """;
        assertThat(findings(route("erp", "outbox:erp", copies))).isEmpty();
    }

    @Test
    void rules_of_answers_judge_one_request_on_each_way() throws Exception {
        String one = "- to: {uri: \"http://a.example?httpMethod=POST\"}";
        String either = """
            - choice:
                when:
                  - expression: {simple: {expression: "${header.a} == 1"}}
                    steps:
                      - to: {uri: "http://a.example?httpMethod=POST"}
                otherwise:
                  steps:
                    - to: {uri: "http://b.example?httpMethod=POST"}\
            """;
        assertThat(findings(route("erp", "outbox:erp?answers=generic", one))).isEmpty();
        assertThat(findings(route("erp", "outbox:erp?answers=generic", either))).isEmpty();
        assertThat(findings(route("erp", "outbox:erp", one, one))).isEmpty();
        assertThat(findings(route("erp", "outbox:erp?answers=generic", one, one)))
                .singleElement()
                .asString()
                .contains("can send several HTTP requests: keep one");
        assertThat(findings(
                        route("erp", "\"outbox:erp?answers=generic&askFirst=direct:ask\"", one),
                        route("ask", "direct:ask", one, one)))
                .singleElement()
                .asString()
                .contains("can send several HTTP requests: keep one");
        assertThat(findings(route("erp", "\"outbox:erp?answers=generic&askFirst=direct:ask\"", one)))
                .singleElement()
                .asString()
                .contains("asks direct:ask first, which no route consumes");
    }

    @Test
    void mail_properties_of_other_protocols_are_not_those_of_smtp() throws Exception {
        assertThat(findings(route(
                        "mails",
                        "imap:mail.example?mail.imap.timeout=5000&mail.imaps.connectiontimeout=1",
                        "- to: {uri: \"log:a\"}")))
                .isEmpty();
        assertThat(findings(
                        route("erp", "outbox:erp", "- to: {uri: \"smtp:a.example?mail.smtp.usesocketchannels=true\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        wireTap        | - wireTap: {uri: "log:aside"}
        seda:          | - to: {uri: "seda:aside"}
        seda:          | - toD: {uri: "seda:aside"}
        seda:          | - recipientList: {stopOnException: true, expression: {constant: {expression: "log:a, seda:b"}}}
        aggregate      | - aggregate: {completionSize: 2, correlationExpression: {constant: {expression: x}}, steps: []}
        resequence     | - resequence: {expression: {simple: {expression: "${body}"}}, steps: []}
        delay          | - delay: {expression: {constant: {expression: 1000}}}
        threads        | - threads: {poolSize: 2}
        circuitBreaker | - circuitBreaker: {steps: []}
        transacted     | - transacted: {ref: PROPAGATION_REQUIRED}
        saga           | - saga: {steps: []}
        kamelet        | - kamelet: {name: aside}
        kamelet:       | - to: {uri: "kamelet:aside"}
        """)
    void a_step_that_would_lose_events_is_refused_behind_both_queues(String name, String step) throws Exception {
        assertThat(findings(route("events", "inbox:covver", step)))
                .anyMatch(finding -> finding.startsWith(
                        "routes/0.camel.yaml:7:11: route events uses %s, which is not allowed after inbox:, because "
                                .formatted(name)));
        assertThat(findings(route("erp", "outbox:erp", step)))
                .anyMatch(finding -> finding.contains("uses %s, which is not allowed after outbox:".formatted(name)));
        assertThat(findings(route("other", "platform-http:/else", step))).isEmpty();
    }

    @Test
    void a_route_that_is_reached_through_direct_is_held_to_the_same() throws Exception {
        String events = route("events", "inbox:covver", "- to: {uri: \"direct:first\"}");
        String first = route("first", "direct:first", "- to: {uri: \"direct://second?block=false\"}");
        String second = route("second", "direct:second", "- to: {uri: \"direct:first\"}", "- threads: {poolSize: 2}");
        assertThat(findings(events, first, second))
                .singleElement()
                .asString()
                .startsWith("routes/2.camel.yaml:9:11: route second uses threads");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- multicast: {OPTION, steps: [{to: {uri: 'outbox:erp'}}]}",
                "- split: {OPTION, expression: {simple: {expression: '${body}'}}, steps: [{to: {uri: 'outbox:erp'}}]}",
                "- recipientList: {OPTION, expression: {simple: {expression: '${header.to}'}}}"
            })
    void copies_run_one_after_another_and_stop_at_the_first_failure(String step) throws Exception {
        assertThat(findings(route("events", "inbox:covver", step.replace("OPTION", "stopOnException: true")), ERP))
                .isEmpty();
        assertThat(findings(route("events", "inbox:covver", step.replace("OPTION", "streaming: false")), ERP))
                .singleElement()
                .asString()
                .startsWith("routes/0.camel.yaml:7:11: route events needs stopOnException: true on its ");
        for (String parallel : new String[] {"parallelProcessing: true", "executorService: pool"}) {
            String option = "stopOnException: true, " + parallel;
            assertThat(findings(route("events", "inbox:covver", step.replace("OPTION", option)), ERP))
                    .singleElement()
                    .asString()
                    .contains("route events runs its ")
                    .contains(" in parallel");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox:covver", "outbox:erp"})
    void a_choice_says_what_becomes_of_the_rest(String from) throws Exception {
        String choice =
                "- choice: {when: [{expression: {constant: {expression: true}}, steps: [{log: {message: a}}]}]}";
        assertThat(findings(route("r", from, "- log: {message: before}", choice)))
                .singleElement()
                .asString()
                .startsWith("routes/0.camel.yaml:9:11: route r has a choice without otherwise");
    }

    @Test
    void a_destination_that_no_route_consumes_is_refused_wherever_it_is_named() throws Exception {
        String nested = route("events", "inbox:covver", """
            - choice:
                when:
                  - expression: {constant: {expression: true}}
                    steps:
                      - doTry:
                          steps:
                            - multicast:
                                stopOnException: true
                                steps:
                                  - to: {uri: "outbox:erp"}
                                  - to: {uri: "outbox:typo"}
                otherwise:
                  steps:
                    - toD: {uri: "outbox:dynamic"}
            - recipientList:
                stopOnException: true
                delimiter: ";"
                expression: {constant: {expression: "outbox:erp;outbox:listed"}}
            - routingSlip:
                expression: {constant: {expression: "outbox:slip"}}
            - enrich:
                expression: {simple: {expression: "outbox:enriched"}}
            - toD: {uri: "outbox:${header.unknown}"}\
            """);
        assertThat(findings(nested, ERP))
                .containsExactly(
                        "routes/0.camel.yaml:20:42: route events sends to outbox:typo, which no route consumes",
                        "routes/0.camel.yaml:24:28: route events sends to outbox:dynamic, which no route consumes",
                        "routes/0.camel.yaml:28:61: route events sends to outbox:listed, which no route consumes",
                        "routes/0.camel.yaml:30:50: route events sends to outbox:slip, which no route consumes",
                        "routes/0.camel.yaml:32:48: route events sends to outbox:enriched, which no route consumes");
    }

    @Test
    void a_destination_to_which_no_route_sends_is_told_and_stops_nothing() throws Exception {
        String events = route("events", "inbox:covver", "- to: {uri: \"outbox:erp\"}");
        String crm = route("crm", "outbox:crm", "- log: {message: takes}");
        assertThat(findings(events, ERP, crm)).isEmpty();
        assertThat(RouteText.warnings(events, ERP, crm))
                .containsExactly("routes/2.camel.yaml:5:12: route crm starts from outbox:crm, to which no route sends");
        String computed = route("events", "inbox:covver", "- toD: {uri: \"outbox:${header.where}\"}");
        assertThat(RouteText.warnings(computed, ERP, crm)).isEmpty();
    }

    @Test
    void a_route_that_its_precondition_drops_consumes_nothing() throws Exception {
        String dropped = ERP.replace("    id: erp", "    id: erp\n    precondition: \"'a' == 'b'\"");
        assertThat(findings(route("events", "inbox:covver", "- to: {uri: \"outbox:erp\"}"), dropped))
                .singleElement()
                .asString()
                .endsWith("sends to outbox:erp, which no route consumes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox:covver", "outbox:erp"})
    void a_queue_has_one_consumer(String from) throws Exception {
        String step = "- log: {message: takes}";
        assertThat(findings(route("one", from, step), route("two", from + "?concurrency=2", step)))
                .containsExactly(
                        "routes/1.camel.yaml:1:3: route two consumes %s, as route one does already".formatted(from));
    }

    @Test
    void a_destination_is_ordered_for_all_that_send_to_it_or_for_none() throws Exception {
        String events = route(
                "events",
                "inbox:covver",
                "- to: {uri: \"outbox:erp\"}",
                "- to: {uri: \"outbox:erp\", parameters: {ordered: true, part: b}}",
                "- to: {uri: \"outbox:erp\", parameters: {ordered: false, part: c}}");
        assertThat(findings(events, ERP))
                .containsExactly("routes/0.camel.yaml:12:20: route events sends to outbox:erp with ordered=false, "
                        + "others with ordered=true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        eager           | true  | eager: false, skipDuplicate: false, removeOnFailure: false
        skipDuplicate   | false | removeOnFailure: false
        removeOnFailure | false | skipDuplicate: false
        """)
    void the_inbox_keeps_what_it_accepted(String option, boolean wanted, String options) throws Exception {
        String step = "- idempotentConsumer: {idempotentRepository: REPOSITORY, %s, ".formatted(options)
                + "expression: {constant: {expression: key}}, steps: [{log: {message: stored}}]}";
        for (String name : new String[] {"inbox", "\"#inbox\"", "\"#bean:inbox\""}) {
            assertThat(findings(route("intake", "platform-http:/webhooks", STORES, step.replace("REPOSITORY", name))))
                    .containsExactly(
                            "routes/0.camel.yaml:9:11: route intake needs %s: %s on its idempotentConsumer of the inbox"
                                    .formatted(option, wanted));
        }
        assertThat(findings(route("other", "platform-http:/else", step.replace("REPOSITORY", "seen"))))
                .isEmpty();
    }

    @Test
    void what_is_asked_of_the_inbox_was_stored_before_by_the_same_list_of_steps() throws Exception {
        String missing =
                "route intake needs a step 'to: inbox:*' before its idempotentConsumer of the inbox, in the same list";
        String elsewhere =
                "route intake sends to inbox: in the wrong place: only a step 'to' before an idempotentConsumer of the"
                        + " inbox, in the same list, can";
        String within = "- filter: {expression: {constant: {expression: true}}, steps: [{to: {uri: 'inbox:*'}}]}";

        assertThat(findings(intake(ASKS))).containsExactly("routes/0.camel.yaml:7:11: " + missing);
        assertThat(findings(intake(ASKS, STORES)))
                .containsExactly("routes/0.camel.yaml:7:11: " + missing, "routes/0.camel.yaml:15:11: " + elsewhere);
        assertThat(findings(intake(within, ASKS))).hasSize(2).anyMatch(finding -> finding.endsWith(elsewhere));
        assertThat(findings(intake(STORES, STORES, ASKS)))
                .containsExactly("routes/0.camel.yaml:11:11: route intake stores the same event 2 times before its"
                        + " idempotentConsumer of the inbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: {uri: 'inbox:covver'}",
                "- toD: {uri: 'inbox:covver'}",
                "- wireTap: {uri: 'inbox:*'}",
                "- recipientList: {stopOnException: true, expression: {constant: {expression: 'inbox:*'}}}",
                "- enrich: {expression: {constant: {expression: 'inbox:*'}}}"
            })
    void what_is_stored_is_answered_for(String step) throws Exception {
        assertThat(findings(route("other", "platform-http:/else", step)))
                .anyMatch(finding -> finding.startsWith(
                        "routes/0.camel.yaml:7:11: route other sends to inbox: in the wrong place: only"));
    }

    @Test
    void a_hub_without_routes_is_refused() throws Exception {
        assertThat(findings()).singleElement().asString().startsWith("No route was loaded: ");
    }

    private static String intake(String... steps) {
        return route("intake", "platform-http:/webhooks", steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        - to: {uri: "https://erp.example/orders"}
        - to: {uri: http, parameters: {httpUri: "https://erp.example/orders?tenant=1"}}
        - toD: {uri: "http://erp.example/${header.a}"}
        - enrich: {expression: {constant: {expression: "http://erp.example"}}}
        """)
    void a_request_behind_outbox_says_its_method(String step) throws Exception {
        assertThat(findings(route("erp", "outbox:erp", step)))
                .singleElement()
                .asString()
                .startsWith("routes/0.camel.yaml:7:11: route erp sends to http")
                .contains("without httpMethod");
        assertThat(findings(route("other", "platform-http:/else", step))).isEmpty();
    }

    @Test
    void a_request_behind_outbox_is_made_where_it_is_recorded() throws Exception {
        String step = "- to: {uri: \"https://erp.example/orders?httpMethod=POST&httpClient=#mine\"}";
        assertThat(findings(route("erp", "outbox:erp", step)))
                .singleElement()
                .asString()
                .startsWith("routes/0.camel.yaml:7:11: ")
                .contains("use httpClientConfigurer");
    }

    @Test
    void an_option_with_a_slip_is_found_on_its_line_where_camel_takes_it_for_the_far_end_s() throws Exception {
        String step = """
            - to:
                uri: http
                parameters:
                  httpUri: https://erp.example/orders
                  httpMethod: POST
                  responseTimout: 5000
                  tenant: 1\
            """;
        assertThat(findings(route("erp", "outbox:erp", step)))
                .containsExactly(
                        "routes/0.camel.yaml:12:15: route erp gives http: the option responseTimout, which it does not"
                                + " know; did you mean responseTimeout?",
                        "routes/0.camel.yaml:13:15: route erp gives http: the option tenant, which it does not know");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        - to: {uri: "https://x.example/y?httpMethod=POST&httpMethdo=GET"}   | httpMethdo, which it does not know; did you mean httpMethod?
        - toD: {uri: "https://x.example/${body}?httpMethod=POST&httpMethdo=GET"} | did you mean httpMethod?
        - to: {uri: "https://x.example/y?httpMethod=PSOT"}                  | httpMethod=PSOT, which must be one of GET, POST
        - to: {uri: "log:a?showAl=true"}                                    | did you mean showAll?
        - to: {uri: "log:a?showAll=yess"}                                   | showAll=yess, which must be true or false
        """)
    void an_option_that_no_component_has_or_of_another_kind_is_found(String step, String what) throws Exception {
        assertThat(findings(route("erp", "outbox:erp", step)))
                .singleElement()
                .asString()
                .startsWith("routes/0.camel.yaml:7:11: ")
                .contains(what);
    }

    @Test
    void what_the_address_itself_says_is_the_far_end_s() throws Exception {
        assertThat(findings(
                        route("erp", "outbox:erp", "- to: {uri: \"https://x.example/y?tenant=a&httpMethod=POST\"}")))
                .isEmpty();
    }

    @Test
    void the_options_of_our_own_endpoints_are_known_too() throws Exception {
        assertThat(findings(route("erp", "outbox:erp?concurrency=four&maxAtempts=3", "- log: {message: takes}")))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("outbox: concurrency=four, which must be a whole number"),
                        one -> assertThat(one).contains("maxAtempts", "did you mean maxAttempts?"));
    }

    @Test
    void a_destination_is_named_by_a_route_of_events_alone() throws Exception {
        String events = route("events", "inbox:covver", "- to: {uri: \"direct:more\"}");
        String more = route("more", "direct:more", "- to: {uri: \"outbox:erp\"}");
        assertThat(findings(events, more, ERP)).isEmpty();
        assertThat(findings(ERP, route("nightly", "timer:nightly", "- to: {uri: \"outbox:erp\"}")))
                .containsExactly(
                        "routes/1.camel.yaml:8:20: route nightly sends to outbox:erp, but does not start from inbox:,"
                                + " so it has no event to deliver");
        assertThat(findings(more, ERP)).singleElement().asString().contains("route more sends to outbox:erp");
        assertThat(findings(route("events", "inbox:covver", "- toD: {uri: \"direct:${header.a}\"}"), more, ERP))
                .isEmpty();
    }

    @Test
    void a_template_with_a_slip_is_found_in_its_own_file_and_line(@TempDir Path folder) throws Exception {
        Path letter = Files.writeString(folder.resolve("letter.ftl"), "Dear ${name},\n<#if total>\nyours");
        assertThat(findings(route("email", "outbox:email", "- to: {uri: \"freemarker:file:%s\"}".formatted(letter))))
                .singleElement()
                .asString()
                .startsWith(letter + ":")
                .contains("the template of route email can't be read: ")
                .contains("#if");
        Files.writeString(letter, "Dear ${name}");
        assertThat(findings(route("email", "outbox:email", "- to: {uri: \"freemarker:file:%s\"}".formatted(letter))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
        - to: {uri: "freemarker:file:routes/leter.ftl"} => names the template file:routes/leter.ftl, which can't be found
        - to: {uri: "freemarker:leter.ftl"} => names the template leter.ftl, which can't be found
        """)
    void a_file_that_a_route_names_and_that_is_not_there_is_found(String step, String what) throws Exception {
        assertThat(findings(route("erp", "outbox:erp", step)))
                .singleElement()
                .asString()
                .startsWith("routes/0.camel.yaml:7:11: ")
                .endsWith(what);
    }
}
