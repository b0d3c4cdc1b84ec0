package dev.waybill.settings;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Finds every setting with the character U+FFFD. Java puts it where the process's encoding could not read a character.
 */
final class GarbledText {

    private static final String[] OURS = {"waybill", "server", "spring.datasource"};

    private GarbledText() {}

    /** Returns the names of these settings, as the operator wrote them. */
    static Set<String> in(Environment environment) {
        Set<String> names = new LinkedHashSet<>();
        Binder binder = Binder.get(environment);
        for (String prefix : OURS) {
            binder.bind(prefix, Bindable.mapOf(String.class, Object.class), new AbstractBindHandler() {
                @Override
                public Object onSuccess(
                        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
                    if (result instanceof String text && text.indexOf(Setting.SPOILT) >= 0) {
                        names.add(SettingFaults.name(name.toString(), context.getConfigurationProperty()));
                    }
                    return result;
                }

                @Override
                public @Nullable Object onFailure(
                        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
                    return null; // an unreadable setting is reported where it is used
                }
            });
        }
        return names;
    }
}
