package dev.waybill.connections;

import dev.waybill.health.PausedWithoutSettings;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Makes the beans of each connection of a kind: the connection itself, and those that routes name.
 *
 * @param <C> the class of the kind's connections
 */
public abstract class RegisterConnections<C extends Connection> implements ImportBeanDefinitionRegistrar {

    private final Environment environment;
    private final BeanFactory beans;
    private final Kind kind;
    private final Class<C> type;
    private final Class<?> loginType;

    protected RegisterConnections(
            Environment environment, BeanFactory beans, Kind kind, Class<C> type, Class<?> loginType) {
        this.environment = environment;
        this.beans = beans;
        this.kind = kind;
        this.type = type;
        this.loginType = loginType;
    }

    /** Makes the connection; throws {@link dev.waybill.settings.BadSetting} if its settings can't be used. */
    protected abstract C make(ConnectionSettings settings, BeanFactory beans);

    /** Returns the bean that a route names as the connection's login. */
    protected abstract Object login(C connection);

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        NamedConnections.of(environment, kind).forEach(settings -> register(settings, registry));
    }

    private void register(ConnectionSettings settings, BeanDefinitionRegistry registry) {
        String name = NamedConnections.PREFIX + "." + settings.name();
        register(registry, name, type, () -> make(settings, beans));
        Supplier<C> connection = () -> beans.getBean(name, type);
        register(registry, name + ".pause", PausedWithoutSettings.class, () -> pause(connection.get()));
        register(registry, name + ".login", loginType, () -> login(connection.get()));
        Kind.BEANS.forEach(bean -> OlderNames.ofBean(settings.name(), bean)
                .forEach(older -> registry.registerAlias(name + "." + bean, older)));
    }

    private static PausedWithoutSettings pause(Connection connection) {
        return new PausedWithoutSettings(connection.configured(), connection.missing());
    }

    /** Registers one bean. */
    @SuppressWarnings("unchecked")
    protected static void register(BeanDefinitionRegistry registry, String name, Class<?> type, Supplier<?> made) {
        registry.registerBeanDefinition(
                name,
                BeanDefinitionBuilder.genericBeanDefinition((Class<Object>) type, (Supplier<Object>) made)
                        .getBeanDefinition());
    }
}
