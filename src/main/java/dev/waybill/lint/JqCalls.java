package dev.waybill.lint;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.ImportStatement;
import org.jspecify.annotations.Nullable;

/**
 * What a jq program calls and what it defines. The library tells neither, so its tree is walked by reflection; where that
 * should fail one day, nothing is reported.
 */
final class JqCalls {

    private static final String JQ = "net.thisptr.jackson.jq.";

    private final Set<String> called = new TreeSet<>();
    private final Set<String> defined = new TreeSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean imports;

    private JqCalls() {}

    static JqCalls of(JsonQuery program) {
        JqCalls calls = new JqCalls();
        try {
            calls.visit(program);
        } catch (ReflectiveOperationException | RuntimeException e) {
            calls.called.clear();
        }
        return calls;
    }

    /** The functions that nobody defines, each with its number of arguments, as jq writes it. */
    List<String> unknownTo(Scope scope) {
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

    private void visit(@Nullable Object at) throws ReflectiveOperationException {
        switch (at) {
            case null -> {
                // an absent branch
            }
            case Collection<?> many -> {
                for (Object one : new ArrayList<>(many)) {
                    visit(one);
                }
            }
            case Map<?, ?> many -> {
                visit(many.keySet());
                visit(many.values());
            }
            default -> {
                if (at.getClass().getName().startsWith(JQ) && !at.getClass().isEnum() && seen.add(at)) {
                    note(at);
                    for (Class<?> type = at.getClass(); type != Object.class; type = type.getSuperclass()) {
                        for (Field field : type.getDeclaredFields()) {
                            if (!Modifier.isStatic(field.getModifiers())
                                    && !field.getType().isPrimitive()) {
                                visit(read(field, at));
                            }
                        }
                    }
                }
            }
        }
    }

    private void note(Object at) throws ReflectiveOperationException {
        if (at instanceof FunctionCall) {
            Object module = read(FunctionCall.class.getDeclaredField("moduleName"), at);
            imports = imports || module != null;
            called.add(read(FunctionCall.class.getDeclaredField("name"), at) + "/" + arguments(at));
        } else if (at instanceof FunctionDefinition) {
            defined.add(read(FunctionDefinition.class.getDeclaredField("fname"), at) + "/" + arguments(at));
            for (Object parameter : (List<?>) read(FunctionDefinition.class.getDeclaredField("args"), at)) {
                defined.add(parameter.toString().replace("$", "") + "/0");
            }
        } else if (at instanceof ImportStatement) {
            imports = true;
        }
    }

    private static int arguments(Object at) throws ReflectiveOperationException {
        return ((List<?>) read(at.getClass().getDeclaredField("args"), at)).size();
    }

    private static Object read(Field field, Object of) throws ReflectiveOperationException {
        field.setAccessible(true);
        return field.get(of);
    }
}
