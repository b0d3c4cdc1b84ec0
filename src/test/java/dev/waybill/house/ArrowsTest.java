package dev.waybill.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms and their arrows; the same rules are shown to fail on the bad house under {@code sample}. */
class ArrowsTest {

    private static final HouseRules OURS = new HouseRules(
            "dev.waybill",
            Map.ofEntries(
                    entry("batch", Set.of()),
                    entry("bundle", Set.of()),
                    entry("logs", Set.of()),
                    entry("mapping", Set.of()),
                    entry("settings", Set.of()),
                    entry("wire", Set.of()),
                    entry("cluster", Set.of("settings")),
                    entry("sockets", Set.of("secret", "settings")),
                    entry("routes", Set.of("mapping")),
                    entry("secret", Set.of("settings")),
                    entry("accounts", Set.of("secret", "settings")),
                    entry("availability", Set.of("batch", "cluster", "settings")),
                    entry("database", Set.of("secret", "settings")),
                    entry("lint", Set.of("answers", "routes", "settings", "sources")),
                    entry("lease", Set.of("cluster")),
                    entry(
                            "live",
                            Set.of(
                                    "bundle",
                                    "candidate",
                                    "check",
                                    "cluster",
                                    "health",
                                    "lease",
                                    "lint",
                                    "operator",
                                    "revision",
                                    "routes",
                                    "sources")),
                    entry("check", Set.of("bundle", "connections", "lint", "routes", "settings", "sources")),
                    entry("cli", Set.of("bundle", "candidate", "check", "routes", "routetests", "settings")),
                    entry("candidate", Set.of("answers", "bundle", "cluster", "handover", "lease", "routing", "wire")),
                    entry(
                            "plan",
                            Set.of(
                                    "bundle",
                                    "candidate",
                                    "check",
                                    "handover",
                                    "operator",
                                    "routes",
                                    "routetests",
                                    "routing",
                                    "settings",
                                    "sources")),
                    entry(
                            "revision",
                            Set.of("bundle", "candidate", "check", "cluster", "operator", "routes", "routetests")),
                    entry(
                            "routetests",
                            Set.of("bundle", "candidate", "handover", "routes", "routing", "sources", "webhook")),
                    entry("operator", Set.of("cluster")),
                    entry("sources", Set.of("secret", "settings")),
                    entry("body", Set.of("accounts", "settings", "sources")),
                    entry("index", Set.of("cluster", "settings", "sources")),
                    entry("quarantine", Set.of("batch", "operator", "settings")),
                    entry("signature", Set.of("sources")),
                    entry("signin", Set.of("accounts", "secret")),
                    entry("inbox", Set.of("availability", "batch", "settings", "sources")),
                    entry("management", Set.of("accounts", "settings", "signin")),
                    entry("oidc", Set.of("accounts", "secret", "settings", "signin")),
                    entry("retention", Set.of("cluster", "quarantine", "settings")),
                    entry("answers", Set.of("routes", "wire")),
                    entry("handover", Set.of("answers", "inbox", "wire")),
                    entry("routing", Set.of("batch", "cluster", "inbox", "lease", "settings", "sources")),
                    entry("search", Set.of("inbox", "index")),
                    entry("webhook", Set.of("batch", "inbox", "quarantine", "signature", "sources")),
                    entry("health", Set.of("handover", "operator", "settings")),
                    entry(
                            "listener",
                            Set.of(
                                    "availability",
                                    "sockets",
                                    "lease",
                                    "quarantine",
                                    "secret",
                                    "settings",
                                    "sources",
                                    "webhook")),
                    entry("reroute", Set.of("inbox", "operator", "routing")),
                    entry("connections", Set.of("health", "secret", "settings")),
                    entry("http", Set.of("connections", "health", "secret", "settings")),
                    entry("smtp", Set.of("connections", "secret", "settings", "wire")),
                    entry(
                            "outbox",
                            Set.of(
                                    "answers",
                                    "cluster",
                                    "handover",
                                    "health",
                                    "inbox",
                                    "lease",
                                    "operator",
                                    "routing",
                                    "settings",
                                    "sources")),
                    entry("sftp", Set.of("connections", "secret", "settings", "wire")),
                    entry(
                            "kafka",
                            Set.of(
                                    "availability",
                                    "batch",
                                    "connections",
                                    "handover",
                                    "inbox",
                                    "quarantine",
                                    "secret",
                                    "settings",
                                    "sources",
                                    "webhook",
                                    "wire")),
                    entry(
                            "amqp",
                            Set.of(
                                    "availability",
                                    "batch",
                                    "connections",
                                    "handover",
                                    "inbox",
                                    "quarantine",
                                    "secret",
                                    "settings",
                                    "sources",
                                    "webhook",
                                    "wire")),
                    entry(
                            "buffer",
                            Set.of(
                                    "availability",
                                    "batch",
                                    "connections",
                                    "inbox",
                                    "kafka",
                                    "quarantine",
                                    "settings",
                                    "sources",
                                    "webhook")),
                    entry("destination", Set.of("availability", "cluster", "health", "operator", "outbox")),
                    entry(
                            "history",
                            Set.of(
                                    "bundle",
                                    "cluster",
                                    "destination",
                                    "handover",
                                    "health",
                                    "inbox",
                                    "index",
                                    "operator",
                                    "quarantine",
                                    "search")),
                    entry(
                            "overview",
                            Set.of(
                                    "accounts",
                                    "availability",
                                    "body",
                                    "cluster",
                                    "destination",
                                    "health",
                                    "history",
                                    "inbox",
                                    "live",
                                    "outbox",
                                    "revision",
                                    "routing",
                                    "settings",
                                    "sources")),
                    entry(
                            "replay",
                            Set.of(
                                    "cluster",
                                    "destination",
                                    "handover",
                                    "history",
                                    "inbox",
                                    "operator",
                                    "outbox",
                                    "routing")),
                    entry(
                            "api",
                            Set.of(
                                    "accounts",
                                    "body",
                                    "bundle",
                                    "check",
                                    "connections",
                                    "destination",
                                    "handover",
                                    "history",
                                    "operator",
                                    "outbox",
                                    "plan",
                                    "quarantine",
                                    "replay",
                                    "reroute",
                                    "revision",
                                    "routes",
                                    "search",
                                    "signin")),
                    entry(
                            "pages",
                            Set.of(
                                    "bundle",
                                    "accounts",
                                    "availability",
                                    "body",
                                    "sockets",
                                    "destination",
                                    "history",
                                    "live",
                                    "oidc",
                                    "operator",
                                    "outbox",
                                    "overview",
                                    "quarantine",
                                    "replay",
                                    "reroute",
                                    "revision",
                                    "routing",
                                    "signin",
                                    "sources")),
                    entry(
                            "authorpages",
                            Set.of(
                                    "body",
                                    "bundle",
                                    "candidate",
                                    "check",
                                    "connections",
                                    "operator",
                                    "overview",
                                    "pages",
                                    "plan",
                                    "revision",
                                    "routes",
                                    "routetests")),
                    entry(
                            "eventpages",
                            Set.of(
                                    "body",
                                    "destination",
                                    "handover",
                                    "history",
                                    "operator",
                                    "outbox",
                                    "overview",
                                    "pages",
                                    "plan",
                                    "reroute",
                                    "search"))));

    private static final HouseRules BAD =
            new HouseRules("dev.waybill.house.sample", Map.of("inbox", Set.of(), "outbox", Set.of("inbox")));

    private static final JavaClasses SAMPLE = new ClassFileImporter().importPackages("dev.waybill.house.sample");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(HouseRules::arrows_point_one_way, "inbox.AsksOutbox.queue> has type"),
                rule(HouseRules::every_class_lives_in_a_known_room, "sample.attic.Forgotten"),
                rule(HouseRules::rooms_are_free_of_cycles, "Slice inbox"),
                rule(HouseRules::every_package_says_its_purpose_and_is_null_marked, "sample.attic.Forgotten"),
                rule(HouseRules::names_say_what_a_thing_is, "sample.inbox.EventManager"),
                rule(HouseRules::time_comes_from_an_injected_clock, "WallClock.millis()"),
                rule(HouseRules::time_comes_from_an_injected_clock, "WallClock.instant()"),
                rule(HouseRules::time_comes_from_an_injected_clock, "WallClock.later()"),
                rule(HouseRules::time_comes_from_an_injected_clock, "WallClock.date()"),
                rule(HouseRules::the_clock_is_made_in_one_place, "java.time.Clock.systemDefaultZone()"),
                rule(HouseRules::the_clock_is_made_in_one_place, "WallClock.third()"),
                rule(HouseRules::settings_are_validated, "sample.inbox.UncheckedSettings"),
                rule(HouseRules::records_have_few_components, "sample.inbox.LongRow has 13 components"),
                rule(HouseRules::logging_goes_through_slf4j, "sample.inbox.OldLogger"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps_the_rule(Function<HouseRules, ArchRule> rule) {
        rule.apply(OURS).check(MainClasses.ALL);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_fails_on_a_bad_sample(Function<HouseRules, ArchRule> rule, String seen) {
        var failures = rule.apply(BAD).evaluate(SAMPLE).getFailureReport().getDetails();
        assertThat(failures).anyMatch(failure -> failure.contains(seen));
    }

    private static Arguments rule(Function<HouseRules, ArchRule> rule, String seen) {
        return Arguments.of(rule, seen);
    }
}
