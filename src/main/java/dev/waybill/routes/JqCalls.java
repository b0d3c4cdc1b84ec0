package dev.waybill.routes;

import dev.waybill.mapping.JqTree;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.ImportStatement;

/** The functions that a jq program calls and defines. Parts that reflection can't read report nothing. */
public final class JqCalls {

    private final Set<String> called = new TreeSet<>();
    private final Set<String> defined = new TreeSet<>();
    private boolean imports;

    private JqCalls() {}

    public static JqCalls of(JsonQuery program) {
        JqCalls calls = new JqCalls();
        try {
            for (Object part : JqTree.parts(program)) {
                calls.note(part);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            calls.called.clear();
        }
        return calls;
    }

    /** Returns the undefined functions, each with its number of arguments, as jq writes it. */
    public List<String> unknownTo(Scope scope) {
        return imports
                ? List.of() // a module may define them
                : called.stream()
                        .filter(name -> !defined.contains(name))
                        .filter(name -> {
                            int slash = name.lastIndexOf('/');
                            return scope.getFunction(
                                            name.substring(0, slash), Integer.parseInt(name.substring(slash + 1)))
                                    == null;
                        })
                        .toList();
    }

    private void note(Object part) throws ReflectiveOperationException {
        if (part instanceof FunctionCall) {
            imports = imports || JqTree.read(part, "moduleName") != null;
            called.add(JqTree.read(part, "name") + "/" + arguments(part).size());
        } else if (part instanceof FunctionDefinition) {
            defined.add(JqTree.read(part, "fname") + "/" + arguments(part).size());
            for (Object parameter : arguments(part)) {
                defined.add(parameter.toString().replace("$", "") + "/0");
            }
        } else if (part instanceof ImportStatement) {
            imports = true;
        }
    }

    private static List<?> arguments(Object part) throws ReflectiveOperationException {
        return (List<?>) Objects.requireNonNull(JqTree.read(part, "args"));
    }
}
