package dev.waybill.check;

import dev.waybill.check.Expressions.Expression;
import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.JqCalls;
import dev.waybill.routes.SourceFile;
import dev.waybill.routes.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.CamelContext;
import org.apache.camel.language.jq.JqLanguage;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** Every jq program can be read and calls functions that exist: an unknown one fails only when an event calls it. */
final class JqCanBeRead {

    private static final String RULE = "jq";
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");
    private static final String FILE = "resource:";

    /** A name that is no field, no variable and no key. */
    private static final String CALL = "(?<![.$\\w])%s\\b(?!\\s*:(?!:))";

    private final CamelContext context;
    private final Scope scope;

    JqCanBeRead(CamelContext context) {
        this.context = context;
        this.scope = ((JqLanguage) context.resolveLanguage("jq")).getRootScope();
    }

    Stream<Finding> findings(YamlFile file, Places places) {
        return Expressions.of(file).stream()
                .filter(each -> each.language().equals("jq"))
                .flatMap(each -> findings(each, places));
    }

    private Stream<Finding> findings(Expression expression, Places places) {
        String written = expression.text().getValue();
        if (written.contains("{{")) {
            return Stream.empty(); // a program only once the placeholders are filled; Camel reads it with the route
        }
        if (!written.startsWith(FILE)) {
            return faults(written)
                    .map(fault -> places.finding(
                            expression.text(), fault.offset, RULE, Severity.ERROR, fault.sentence, fault.near));
        }
        String name = written.substring(FILE.length());
        Resource program = resource(name);
        if (program == null || !program.exists()) {
            return Stream.of(places.finding(
                    expression.text(), 0, RULE, Severity.ERROR, "names %s, which is not there".formatted(name), null));
        }
        try (InputStream in = program.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return faults(text).map(fault -> fault.in(SourceFile.name(program.getLocation()), text));
        } catch (IOException e) {
            String sentence = "names %s, which can't be read: %s".formatted(name, e.getMessage());
            return Stream.of(places.finding(expression.text(), 0, RULE, Severity.ERROR, sentence, null));
        }
    }

    private @Nullable Resource resource(String name) {
        try {
            return PluginHelper.getResourceLoader(context).resolveResource(name);
        } catch (IllegalArgumentException e) {
            return null; // Camel knows no place of that kind, such as bundel:
        }
    }

    /** A mistake at an offset of the program's text. */
    private record Fault(
            int offset, String sentence, @Nullable String near) {

        Finding in(@Nullable String file, String text) {
            String before = text.substring(0, offset);
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = offset - before.lastIndexOf('\n');
            return new Finding(file, line, column, RULE, Severity.ERROR, "", sentence, near);
        }
    }

    private Stream<Fault> faults(String text) {
        try {
            return JqCalls.of(JsonQuery.compile(text, Versions.JQ_1_7)).unknownTo(scope).stream()
                    .map(name -> unknown(text, name));
        } catch (JsonQueryException e) {
            String message = String.valueOf(
                            NestedExceptionUtils.getMostSpecificCause(e).getMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            Matcher place = PLACE.matcher(message);
            int offset = place.find() ? offset(text, number(place, 1), number(place, 2)) : 0;
            OptionalInt open = JqCode.openBracket(text);
            if (open.isPresent() && open.getAsInt() < offset) {
                String sentence = "has a jq program that can't be read: nothing closes this %s"
                        .formatted(text.charAt(open.getAsInt()));
                return Stream.of(new Fault(open.getAsInt(), sentence, null));
            }
            return Stream.of(new Fault(offset, "has a jq program that can't be read: " + message, null));
        }
    }

    private Fault unknown(String text, String function) {
        String name = function.substring(0, function.indexOf('/'));
        Matcher place = Pattern.compile(CALL.formatted(Pattern.quote(name))).matcher(JqCode.of(text));
        TreeMap<String, Object> known = Stream.iterate(scope, Objects::nonNull, Scope::getParentScope)
                .flatMap(each -> each.getLocalFunctions().keySet().stream())
                .map(each -> each.replaceFirst("/.*", ""))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), each -> each, (one, other) -> one, TreeMap::new));
        String near = known.containsKey(name) ? null : DidYouMean.nearest(name, known);
        String sentence = known.containsKey(name)
                ? "calls the jq function %s with %s arguments, which it does not take"
                        .formatted(name, function.substring(function.indexOf('/') + 1))
                : "calls the jq function %s, which does not exist".formatted(function);
        return new Fault(place.find() ? place.start() : 0, sentence, near);
    }

    private static int number(Matcher place, int group) {
        return Integer.parseInt(place.group(group));
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        return Math.min(text.length(), start + column - 1);
    }
}
