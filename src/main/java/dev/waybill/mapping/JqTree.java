package dev.waybill.mapping;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a jq program. The library exposes none of them, so they are read by reflection. */
public final class JqTree {

    private static final String JQ = "net.thisptr.jackson.jq.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Object> parts = new ArrayList<>();

    private JqTree() {}

    /** Returns the root and all parts below it, for a program, a scope or a part. */
    public static List<Object> parts(Object root) throws ReflectiveOperationException {
        JqTree tree = new JqTree();
        tree.visit(root);
        return tree.parts;
    }

    public static @Nullable Object read(Object part, String field) throws ReflectiveOperationException {
        return field(part, field).get(part);
    }

    static void write(Object part, String field, Object value) throws ReflectiveOperationException {
        field(part, field).set(part, value);
    }

    private static Field field(Object part, String name) throws ReflectiveOperationException {
        Field field = part.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
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
                    parts.add(at);
                    visitFields(at);
                }
            }
        }
    }

    private void visitFields(Object at) throws ReflectiveOperationException {
        for (Class<?> type = at.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    visit(field.get(at));
                }
            }
        }
    }
}
