package dev.waybill.house;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.lang.annotation.Annotation;

/** Holds for a class whose package has a {@code package-info.java} with the given annotation. */
final class LiveIn extends ArchCondition<JavaClass> {

    private final Class<? extends Annotation> annotation;

    LiveIn(Class<? extends Annotation> annotation) {
        super("live in a package that is annotated with @" + annotation.getSimpleName());
        this.annotation = annotation;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        boolean annotated = item.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(annotation))
                .orElse(false);
        if (!annotated) {
            events.add(violated(
                    item,
                    "%s lives in a package without @%s in a package-info.java"
                            .formatted(item.getName(), annotation.getSimpleName())));
        }
    }
}
