package dev.waybill.authorpages;

import dev.waybill.bundle.Bundle;
import dev.waybill.overview.Overview;
import dev.waybill.overview.OverviewCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/** Lays an edited bundle out for its page: the files, the open one with its lines, and the findings beside them. */
final class EditView {

    /**
     * A file in the list.
     *
     * @param change {@code new} or {@code changed}; empty if it is as in the live bundle
     * @param errors the number of mistakes in it
     */
    public record FileRow(String path, String change, long errors) {}

    /** A line of the open file with the first thing to tell about it; null if there is none. */
    public record LineRow(int number, @Nullable Mark mark) {}

    private final PublishedBundle live;
    private final OverviewCache flow;

    EditView(PublishedBundle live, OverviewCache flow) {
        this.live = live;
        this.flow = flow;
    }

    /** @param file the file to open; another one if there is none of that path */
    void show(Draft draft, String base, String file, List<Mark> marks, Model model) {
        Bundle now = live.now().bundle();
        List<Draft.Change> changes = draft.changes(now);
        Map<String, String> words = changes.stream().collect(Collectors.toMap(Draft.Change::path, Draft.Change::word));
        String open = draft.bundle().file(file) == null ? first(draft.bundle()) : file;
        FileText text = FileText.of(Objects.requireNonNull(draft.bundle().file(open)));
        String field = draft.field();
        model.addAttribute("field", field);
        model.addAttribute("tooLarge", field.length() > Draft.MOST);
        model.addAttribute("base", base);
        model.addAttribute("moved", !base.equals(now.checksum()));
        model.addAttribute("changes", changes);
        model.addAttribute(
                "deleted",
                changes.stream().filter(each -> each.word().equals("deleted")).toList());
        model.addAttribute(
                "files",
                draft.bundle().files().keySet().stream()
                        .map(path -> new FileRow(
                                path,
                                words.getOrDefault(path, ""),
                                marks.stream()
                                        .filter(mark -> mark.error() && path.equals(mark.path()))
                                        .count()))
                        .toList());
        model.addAttribute("file", open);
        model.addAttribute("text", text);
        model.addAttribute("lines", lines(text, open, marks));
        model.addAttribute("marks", marks);
        model.addAttribute("errors", marks.stream().filter(Mark::error).count());
        model.addAttribute(
                "types",
                flow.latest().edges().stream()
                        .map(Overview.Edge::type)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static String first(Bundle bundle) {
        return bundle.routes().isEmpty()
                ? bundle.files().firstKey()
                : bundle.routes().getFirst();
    }

    private static List<LineRow> lines(FileText text, String open, List<Mark> marks) {
        List<LineRow> lines = new ArrayList<>();
        int count = text.lines().size();
        for (int i = 1; i <= count; i++) {
            int number = i;
            lines.add(new LineRow(
                    number,
                    marks.stream()
                            .filter(mark -> open.equals(mark.path()) && mark.line() == number)
                            .findFirst()
                            .orElse(null)));
        }
        return lines;
    }
}
