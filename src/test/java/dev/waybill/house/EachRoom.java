package dev.waybill.house;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;

/** Holds for a class whose every dependency is allowed to its room. */
final class EachRoom extends ArchCondition<JavaClass> {

    private final HouseRules rules;

    EachRoom(HouseRules rules) {
        super("use only what the drawing allows");
        this.rules = rules;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        var allowed = rules.allowedTo(item.getPackageName());
        item.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> !allowed.test(dependency.getTargetClass().getBaseComponentType()))
                .forEach(dependency -> events.add(violated(dependency, dependency.getDescription())));
    }
}
