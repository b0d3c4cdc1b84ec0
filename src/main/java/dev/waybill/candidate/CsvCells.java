package dev.waybill.candidate;

import java.util.ArrayList;
import java.util.List;

/** Says how two files of CSV differ, cell by cell. */
final class CsvCells {

    private static final String SEPARATORS = ",;\t";

    private CsvCells() {}

    /**
     * Returns a line for each cell that differs; none if both are not CSV with one header and as many rows, since a row
     * more would shift all others.
     */
    static List<String> differences(String before, String after) {
        String header = before.lines().findFirst().orElse("");
        return SEPARATORS
                .chars()
                .filter(separator -> header.indexOf(separator) >= 0)
                .mapToObj(separator -> differences(rows(before, (char) separator), rows(after, (char) separator)))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> differences(List<List<String>> before, List<List<String>> after) {
        List<String> names = before.getFirst();
        if (before.size() != after.size()
                || !names.equals(after.getFirst())
                || !areEven(before, names.size())
                || !areEven(after, names.size())) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (int row = 1; row < before.size(); row++) {
            for (int column = 0; column < names.size(); column++) {
                String one = before.get(row).get(column);
                String other = after.get(row).get(column);
                if (!one.equals(other)) {
                    found.add("~ row %d, %s: %s -> %s".formatted(row, names.get(column), shown(one), shown(other)));
                }
            }
        }
        return found;
    }

    private static boolean areEven(List<List<String>> rows, int cells) {
        return cells > 1 && rows.stream().allMatch(row -> row.size() == cells);
    }

    private static String shown(String cell) {
        return '"' + cell.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }

    /** Reads it as RFC 4180 has it: a cell in quotes may hold separators, line ends and doubled quotes. */
    private static List<List<String>> rows(String text, char separator) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append(each);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (quoted || each != separator && each != '\n') {
                cell.append(each);
            } else {
                row.add(each == '\n' ? withoutReturn(cell) : cell.toString());
                cell.setLength(0);
                if (each == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            }
        }
        if (!cell.isEmpty() || !row.isEmpty()) {
            row.add(withoutReturn(cell));
            rows.add(row);
        }
        return rows.isEmpty() ? List.of(List.of()) : rows;
    }

    private static String withoutReturn(StringBuilder cell) {
        String text = cell.toString();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
