package dev.waybill.check;

import dev.waybill.routes.FillTemplates;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Makes findings at a place within a text that a YAML file holds. */
final class Places {

    private final String file;
    private final List<String> lines;

    /**
     * @param file the file as the engineer knows it
     * @param text its whole text
     */
    Places(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    /** @param offset the place within the scalar's value, from 0 */
    Finding finding(
            ScalarNode scalar, int offset, String rule, Severity severity, String sentence, @Nullable String near) {
        if (scalar instanceof FillTemplates.Filled filled) {
            return finding(filled.given(), filled.offset(offset), rule, severity, sentence, near);
        }
        String before = scalar.getValue()
                .substring(0, Math.clamp(offset, 0, scalar.getValue().length()));
        int newLines = (int) before.chars().filter(c -> c == '\n').count();
        int inLine = before.length() - (before.lastIndexOf('\n') + 1);
        int line = YamlFile.line(scalar);
        int column = YamlFile.column(scalar);
        ScalarStyle style = scalar.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            line += 1 + (style == ScalarStyle.LITERAL ? newLines : 0);
            column = indentation(line) + 1 + (style == ScalarStyle.LITERAL ? inLine : 0);
        } else {
            column += inLine + (style == ScalarStyle.PLAIN ? 0 : 1);
        }
        return new Finding(file, line, column, rule, severity, "", sentence, near);
    }

    private int indentation(int line) {
        String text = line <= lines.size() ? lines.get(line - 1) : "";
        return text.length() - text.stripLeading().length();
    }
}
