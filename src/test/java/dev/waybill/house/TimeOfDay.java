package dev.waybill.house;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Finds code that reads the time of day past an injected clock. {@code System.nanoTime()} measures and is free. */
final class TimeOfDay {

    private TimeOfDay() {}

    static DescribedPredicate<JavaAccess<?>> isRead() {
        return DescribedPredicate.describe("the target reads the time of day", access -> reads(access.getTarget()));
    }

    private static boolean reads(AccessTarget target) {
        JavaClass owner = target.getOwner();
        if (owner.isEquivalentTo(System.class)) {
            return target.getName().equals("currentTimeMillis");
        }
        if (target instanceof AccessTarget.CodeUnitAccessTarget unit) {
            boolean now = owner.getPackageName().startsWith("java.time")
                    && unit.getName().equals("now")
                    && unit.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
            boolean today = owner.isEquivalentTo(Date.class)
                    && unit.getName().equals("<init>")
                    && unit.getRawParameterTypes().isEmpty();
            return now || today;
        }
        return false;
    }

    /** Holds while at most one place makes a {@link Clock}, and that one reads UTC. */
    static final class OneClock extends ArchCondition<JavaClass> {

        private final List<JavaAccess<?>> made = new ArrayList<>();

        OneClock() {
            super("get their clock injected, but for the one place that makes it");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            item.getAccessesFromSelf().stream()
                    .filter(access -> access.getTarget().getOwner().isEquivalentTo(Clock.class))
                    .filter(access -> access.getTarget().getName().startsWith("system"))
                    .forEach(made::add);
        }

        @Override
        public void finish(ConditionEvents events) {
            made.stream()
                    .filter(access ->
                            made.size() > 1 || !access.getTarget().getName().equals("systemUTC"))
                    .forEach(access -> events.add(violated(access, access.getDescription())));
        }
    }
}
