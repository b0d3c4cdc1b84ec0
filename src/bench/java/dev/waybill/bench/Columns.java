package dev.waybill.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lines of text under each other: the first column to the left, the others to the right. */
final class Columns {

    private final List<List<String>> lines = new ArrayList<>();

    Columns line(String... cells) {
        lines.add(List.of(cells));
        return this;
    }

    Columns line(List<String> cells) {
        lines.add(List.copyOf(cells));
        return this;
    }

    /** A figure with as many decimals as a reader can use; "void" for what is not a number. */
    static String figure(double value) {
        if (Double.isNaN(value)) {
            return "void";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    @Override
    public String toString() {
        int columns = lines.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        Arrays.fill(widths, 1);
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder("  ");
            for (int column = 0; column < line.size(); column++) {
                String format = column == 0 ? "%-" + widths[0] + "s" : "  %" + widths[column] + "s";
                row.append(String.format(format, line.get(column)));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
