package dev.waybill.house;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Set;

/** Holds for a record of up to twelve components, and for one of the given names that has more. */
final class FewComponents extends ArchCondition<JavaClass> {

    private static final int MOST = 12;

    private final Set<String> wide;

    /** @param wide the records that may have more, each for a reason */
    FewComponents(Set<String> wide) {
        super("have at most " + MOST + " components");
        this.wide = wide;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        long components = item.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
        boolean mayHaveMore = wide.contains(item.getName());
        if (components > MOST != mayHaveMore) {
            events.add(violated(
                    item,
                    "%s has %d components%s"
                            .formatted(item.getName(), components, mayHaveMore ? " and needs no exception" : "")));
        }
    }
}
