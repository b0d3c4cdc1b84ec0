package dev.waybill.kit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Begins with the classes that are {@link Slow}. JUnit takes classes from both ends of the list at once: one of its threads
 * from the last, the others from the first.
 */
public final class SlowestFirst implements ClassOrderer {

    private static final String THREADS = "junit.jupiter.execution.parallel.config.fixed.parallelism";

    @Override
    public void orderClasses(ClassOrdererContext context) {
        int threads = context.getConfigurationParameter(THREADS)
                .map(Integer::parseInt)
                .orElse(1);
        List<ClassDescriptor> first = new ArrayList<>();
        List<ClassDescriptor> quick = new ArrayList<>();
        List<ClassDescriptor> last = new ArrayList<>();
        int slow = 0;
        for (ClassDescriptor next : context.getClassDescriptors()) {
            if (!next.isAnnotated(Slow.class)) {
                quick.add(next);
            } else if (threads > 1 && ++slow % threads == 0) {
                last.addFirst(next);
            } else {
                first.add(next);
            }
        }
        Map<ClassDescriptor, Integer> place = new IdentityHashMap<>();
        for (List<ClassDescriptor> part : List.of(first, quick, last)) {
            part.forEach(next -> place.put(next, place.size()));
        }
        context.getClassDescriptors().sort((one, other) -> Integer.compare(place.get(one), place.get(other)));
    }
}
