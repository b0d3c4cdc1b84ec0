package dev.waybill.authorpages;

import dev.waybill.authorpages.DifferenceText.Part;
import dev.waybill.plan.Plan;
import dev.waybill.plan.PlanResult;
import dev.waybill.plan.PlanResult.Kind;
import dev.waybill.plan.PlanResult.Line;
import dev.waybill.plan.PlanResult.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A plan as its pages show it. */
public record PlanView(Plan plan) {

    /** One difference with its text in parts. */
    public record SampleView(long event, String type, String destination, String kind, String tone, List<Part> parts) {}

    public boolean runs() {
        return plan.state() == Plan.State.RUNNING;
    }

    /** Returns the style class of its state. */
    public String tone() {
        return switch (plan.state()) {
            case RUNNING -> "warn";
            case DONE -> "good";
            case FAILED -> "bad";
            case CANCELLED -> "";
        };
    }

    /** Returns the lines of the table; those that refuse come first, then those that differ. */
    public List<Line> lines() {
        PlanResult result = plan.result();
        if (result == null) {
            return List.of();
        }
        List<Line> sorted = new ArrayList<>(result.lines());
        sorted.sort((one, other) -> Integer.compare(weight(other), weight(one))); // stable, so by type within
        return sorted;
    }

    private static int weight(Line line) {
        if (line.refused() > 0) {
            return 2;
        }
        return line.changed() + line.fresh() + line.noLonger() > 0 ? 1 : 0;
    }

    /** Returns the samples; those that are refused come first. */
    public List<SampleView> samples() {
        PlanResult result = plan.result();
        return result == null
                ? List.of()
                : result.samples().stream()
                        .sorted(Comparator.comparing(sample -> sample.kind() != Kind.REFUSED))
                        .map(PlanView::sample)
                        .toList();
    }

    private static SampleView sample(Sample sample) {
        return new SampleView(
                sample.event(),
                sample.type(),
                sample.destination(),
                word(sample.kind()),
                sample.kind() == Kind.REFUSED ? "bad" : "warn",
                DifferenceText.of(sample.difference(), sample.kind() == Kind.CHANGED));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public List<String> notes() {
        PlanResult result = plan.result();
        return result == null ? List.of() : result.notes();
    }

    public int refused() {
        return sum(Line::refused);
    }

    /** Returns the number of all hand-overs that were compared. */
    public int compared() {
        return sum(line -> line.same() + line.changed() + line.fresh() + line.noLonger() + line.refused());
    }

    /** Returns the differences in words, such as {@code 2 changed, 1 refused}; empty if there is none. */
    public String differences() {
        List<String> words = new ArrayList<>();
        add(words, sum(Line::refused), "refused");
        add(words, sum(Line::changed), "changed");
        add(words, sum(Line::fresh), "new");
        add(words, sum(Line::noLonger), "no longer made");
        return String.join(", ", words);
    }

    private static void add(List<String> words, int count, String word) {
        if (count > 0) {
            words.add("%d %s".formatted(count, word));
        }
    }

    private int sum(ToIntFunction<Line> count) {
        return lines().stream().mapToInt(count).sum();
    }

    /** Returns how long it took; null while it runs. */
    public @Nullable Duration took() {
        return plan.endedAt() == null ? null : Duration.between(plan.madeAt(), plan.endedAt());
    }

    /** Returns the beginning of a checksum, enough to tell two bundles apart. */
    public String brief(String checksum) {
        return checksum.substring(0, Math.min(12, checksum.length()));
    }
}
