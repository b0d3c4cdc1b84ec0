package dev.waybill.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The drawing as rules: which room may know which.
 *
 * @param root the package whose direct children are the rooms
 * @param arrows for each room the rooms that it may use; all may use the root itself
 */
record HouseRules(String root, Map<String, Set<String>> arrows) {

    /** The wide records: their shape is public, flat JSON of the API or the settings of one room, and may not change. */
    private static final Set<String> WIDE = Set.of(
            "dev.waybill.history.DeliveryLog$Entry", // JSON of a delivery
            "dev.waybill.history.TimelineEntry$Tried", // JSON of an attempt in a timeline
            "dev.waybill.listener.ListenerSettings", // waybill.listener.*
            "dev.waybill.replay.ReplayJob", // JSON of a replay
            "dev.waybill.search.EventSummary"); // JSON of an event found

    ArchRule arrows_point_one_way() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should(new EachRoom(this))
                .as("a room uses only the rooms that the drawing lets it use");
    }

    ArchRule every_class_lives_in_a_known_room() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(root), arrows.keySet().stream().map(this::room))
                                .toArray(String[]::new));
    }

    ArchRule rooms_are_free_of_cycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    ArchRule every_package_says_its_purpose_and_is_null_marked() {
        return classes().that(resideInAPackage(root + "..")).should(new LiveIn(NullMarked.class));
    }

    ArchRule names_say_what_a_thing_is() {
        return noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Service|Dto)");
    }

    ArchRule time_comes_from_an_injected_clock() {
        return noClasses().should().accessTargetWhere(TimeOfDay.isRead());
    }

    ArchRule the_clock_is_made_in_one_place() {
        return classes().should(new TimeOfDay.OneClock());
    }

    ArchRule settings_are_validated() {
        return classes().that(annotatedWith(ConfigurationProperties.class)).should(beAnnotatedWith(Validated.class));
    }

    ArchRule records_have_few_components() {
        return classes().that().areRecords().should(new FewComponents(WIDE));
    }

    ArchRule logging_goes_through_slf4j() {
        return noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");
    }

    /** Everything that a class of this package may depend on. */
    DescribedPredicate<JavaClass> allowedTo(String packageName) {
        DescribedPredicate<JavaClass> notOurs = DescribedPredicate.not(resideInAPackage(root + ".."));
        if (packageName.equals(root)) {
            return notOurs.or(resideInAPackage(root));
        }
        String name = packageName.substring(root.length() + 1);
        String[] rooms = Stream.concat(
                        Stream.of(root, packageName),
                        arrows.getOrDefault(name, Set.of()).stream().map(this::room))
                .toArray(String[]::new);
        return notOurs.or(resideInAnyPackage(rooms));
    }

    private String room(String name) {
        return root + "." + name;
    }
}
