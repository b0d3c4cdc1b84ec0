package dev.waybill.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
                    entry("secret", Set.of()),
                    entry("webhook", Set.of("inbox", "secret")),
                    entry("node", Set.of()),
                    entry("inbox", Set.of("node")),
                    entry("outbox", Set.of("inbox", "node", "wire")),
                    entry("wire", Set.of()),
                    entry("replay", Set.of("inbox", "outbox", "node")),
                    entry("retention", Set.of("inbox", "outbox", "node")),
                    entry("search", Set.of("inbox", "outbox", "node")),
                    entry("access", Set.of("secret")),
                    entry("body", Set.of("access")),
                    entry("console", Set.of("access", "body", "inbox", "outbox", "replay", "search")),
                    entry("pages", Set.of("access", "body", "inbox", "node", "outbox", "replay", "search", "webhook")),
                    entry("database", Set.of("secret")),
                    entry("lint", Set.of("mapping")),
                    entry("erp", Set.of("outbox", "secret")),
                    entry("email", Set.of("outbox", "secret", "wire")),
                    entry("sftp", Set.of("outbox", "secret", "wire")),
                    entry("mapping", Set.of())));

    private static final HouseRules BAD =
            new HouseRules("dev.waybill.house.sample", Map.of("inbox", Set.of(), "outbox", Set.of("inbox")));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.waybill");
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
                rule(HouseRules::logging_goes_through_slf4j, "sample.inbox.OldLogger"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps_the_rule(Function<HouseRules, ArchRule> rule) {
        rule.apply(OURS).check(MAIN);
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
