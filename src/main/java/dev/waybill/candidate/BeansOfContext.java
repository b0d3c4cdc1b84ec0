package dev.waybill.candidate;

import dev.waybill.bundle.BundleFiles;
import dev.waybill.bundle.FilesBesideBundle;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;
import org.jspecify.annotations.Nullable;

/**
 * The beans of a hub as the routes of another context see them. The files of a bundle are those of that context. Camel
 * gives components, languages and data formats its context, and stops them with it: so each context has its own.
 */
public class BeansOfContext implements BeanRepository {

    private final BeanRepository hub;
    private final BundleFiles files;
    private final Map<Class<?>, Optional<Object>> own = new ConcurrentHashMap<>();

    public BeansOfContext(BeanRepository hub, BundleFiles files) {
        this.hub = hub;
        this.files = files;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        if (name.equals(FilesBesideBundle.BEAN)) {
            return null; // the context binds its own
        }
        return name.equals(BundleFiles.BEAN) ? files : own(hub.lookupByName(name));
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        if (name.equals(BundleFiles.BEAN)) {
            return type.cast(files);
        }
        if (name.equals(FilesBesideBundle.BEAN)) {
            return null;
        }
        Object bean = own(hub.lookupByNameAndType(name, type));
        return type.isInstance(bean) ? type.cast(bean) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        hub.findByTypeWithName(type).forEach((name, bean) -> {
            if (own(bean) instanceof Object mine && type.isInstance(mine)) {
                found.put(name, type.cast(mine));
            }
        });
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return new LinkedHashSet<>(findByTypeWithName(type).values());
    }

    /** Returns the bean that the context's routes see in place of the hub's; null if they see none. */
    @Nullable
    Object own(@Nullable Object bean) {
        return switch (bean) {
            case Component component -> another(component);
            case Language language -> another(language);
            case DataFormat format -> another(format);
            case CamelContext live -> null;
            case ProducerTemplate live -> null; // it sends to the endpoints of the hub
            case FluentProducerTemplate live -> null;
            case ConsumerTemplate live -> null;
            case null, default -> bean;
        };
    }

    /** Returns the context's instance of the class; null if only the hub can make one. */
    private @Nullable Object another(Object bean) {
        return own.computeIfAbsent(bean.getClass(), BeansOfContext::made).orElse(null);
    }

    private static Optional<Object> made(Class<?> type) {
        try {
            Constructor<?> plain = type.getDeclaredConstructor();
            plain.setAccessible(true);
            return Optional.of(plain.newInstance());
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
