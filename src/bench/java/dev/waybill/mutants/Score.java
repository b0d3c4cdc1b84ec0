package dev.waybill.mutants;

import dev.waybill.mutants.Trial.Seen;
import dev.waybill.mutants.Trial.Tried;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Counts what became of mutants. */
final class Score {

    private final List<Tried> all = new ArrayList<>();

    void add(Tried tried) {
        all.add(tried);
    }

    long of(Seen seen) {
        return those(each -> each.seen() == seen).size();
    }

    List<Tried> those(Predicate<Tried> which) {
        return all.stream().filter(which).toList();
    }

    List<Tried> wrongLines() {
        return those(each -> each.seen() == Seen.CHECK && !each.rightLine());
    }

    double rightLines() {
        long found = of(Seen.CHECK);
        return found == 0 ? 100 : 100.0 * (found - wrongLines().size()) / found;
    }

    String inWords() {
        long slowest = all.stream()
                .max(Comparator.comparing(Tried::nanos))
                .map(Tried::nanos)
                .orElse(0L);
        return """
            mutants                          %,6d
            found by check                   %,6d
            warned of by check               %,6d
            found by plan alone              %,6d
            found by tests alone             %,6d
            equivalent                       %,6d
            seen by nobody                   %,6d
            the check itself failed          %,6d
            right line within one            %6.1f %%
            slowest check                    %,6d ms\
            """.formatted(
                        all.size(),
                        of(Seen.CHECK),
                        of(Seen.WARNING),
                        of(Seen.PLAN),
                        of(Seen.TESTS),
                        of(Seen.SAME),
                        of(Seen.NOBODY),
                        of(Seen.CRASH),
                        rightLines(),
                        slowest / 1_000_000);
    }
}
