package dev.waybill.check;

import dev.waybill.connections.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.springframework.objenesis.Objenesis;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * The beans of the hub that a route may name, by name. A check takes stand-ins of their types, so that it needs none of
 * their settings.
 */
final class KnownBeans {

    private static final String FILE = "beans.properties";

    /** The logins of kinds whose clients are not in the hub's own archive. */
    private static final Map<Kind, String> LOGINS = Map.of(
            Kind.KAFKA, "org.apache.camel.component.kafka.KafkaClientFactory",
            Kind.AMQP, "jakarta.jms.ConnectionFactory");

    private final Map<String, Class<?>> types;

    private KnownBeans(Map<String, Class<?>> types) {
        this.types = types;
    }

    static KnownBeans ofTheHub() {
        Properties names = new Properties();
        try (InputStream file = Objects.requireNonNull(KnownBeans.class.getResourceAsStream(FILE), FILE)) {
            names.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Class<?>> types = new TreeMap<>();
        names.stringPropertyNames().forEach(name -> types.put(name, type(names.getProperty(name))));
        return new KnownBeans(types);
    }

    /** Returns these beans and others, whose types a starting hub knows. */
    KnownBeans and(Map<String, Class<?>> others) {
        Map<String, Class<?>> all = new TreeMap<>(others);
        all.putAll(types);
        return new KnownBeans(all);
    }

    /** Returns these beans and those of the connections, which have the types of the shipped ones. */
    KnownBeans ofConnections(Map<String, Kind> connections) {
        Map<String, Class<?>> all = new TreeMap<>(types);
        connections.forEach((name, kind) -> Kind.BEANS.forEach(bean -> {
            Class<?> like = like(kind, bean);
            if (like != null) {
                all.put("waybill.connections.%s.%s".formatted(name, bean), like);
            }
        }));
        Kind.BEANS.forEach(
                bean -> all.put("waybill.connections.none." + bean, Objects.requireNonNull(like(Kind.HTTP, bean))));
        return new KnownBeans(all);
    }

    /** Returns null if the kind's client is not on the class path. */
    private @Nullable Class<?> like(Kind kind, String bean) {
        String login = LOGINS.get(kind);
        if (login != null && bean.equals("login")) {
            return ClassUtils.isPresent(login, null) ? type(login) : null;
        }
        String shipped =
                switch (kind) {
                    case HTTP -> "erp";
                    case SMTP -> "email";
                    case SFTP, KAFKA, AMQP -> "sftp";
                };
        return Objects.requireNonNull(types.get("waybill.%s.%s".formatted(shipped, bean)));
    }

    Map<String, Class<?>> types() {
        return types;
    }

    /** Returns the methods without arguments that a {@code {{bean:name.method}}} may call; null if there is no bean. */
    @Nullable
    Map<String, Method> methods(String bean) {
        Class<?> type = types.get(bean);
        return type == null
                ? null
                : Arrays.stream(type.getMethods())
                        .filter(method -> method.getParameterCount() == 0)
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .collect(Collectors.toMap(Method::getName, method -> method, (one, other) -> one));
    }

    /** Binds a stand-in for each bean: an object of its type that was never constructed and is never called. */
    void bind(Registry registry) {
        Objenesis objects = new SpringObjenesis();
        types.forEach((name, type) ->
                registry.bind(name, type, type.isInterface() ? standIn(type) : objects.newInstance(type)));
    }

    private static Object standIn(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> arguments != null && proxy == arguments[0];
                case "toString" -> "a stand-in of " + type.getSimpleName();
                default -> nothing(method.getReturnType());
            };
        });
    }

    /** Camel asks some kinds of beans before a route names them. */
    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == Set.class) {
            return Set.of();
        }
        return type == Map.class ? Map.of() : null;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, KnownBeans.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(FILE + " names a class that is gone", e);
        }
    }
}
