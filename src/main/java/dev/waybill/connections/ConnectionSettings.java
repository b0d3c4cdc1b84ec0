package dev.waybill.connections;

import static java.util.Objects.requireNonNullElse;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.Setting;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * The settings of one connection as the operator wrote them, {@code waybill.connections.<name>.<kind>.*}. Messages name
 * each as it was written: an environment variable, an older name, or this one.
 */
public final class ConnectionSettings {

    private static final String FILE = "-file";

    private final String name;
    private final Kind kind;
    private final Function<String, @Nullable Setting> written;

    /**
     * @param written the setting of an option, with the name that the operator gave it; null if it is not written
     */
    public ConnectionSettings(String name, Kind kind, Function<String, @Nullable Setting> written) {
        this.name = name;
        this.kind = kind;
        this.written = written;
    }

    static ConnectionSettings of(Environment environment, String name, Kind kind) {
        return new ConnectionSettings(name, kind, option -> find(environment, name, kind, option));
    }

    public String name() {
        return name;
    }

    /** Returns the setting. A blank value is none. */
    public Setting option(String option) {
        return Setting.of(called(option), value(option));
    }

    /**
     * Returns the secret of the option, or of the file that the option with {@code -file} names; null if neither is set.
     *
     * @param rule the check of the first and each later value
     */
    public @Nullable LiveSecret secret(String option, Consumer<Setting> rule) {
        return LiveSecret.text(secretCalled(option), value(option), value(option + FILE), rule);
    }

    /** Returns a secret like {@link #secret} that can't have white space around it, so that it is dropped. */
    public @Nullable LiveSecret token(String option, Consumer<Setting> rule) {
        String value = Setting.of(called(option), value(option)).value();
        return LiveSecret.text(secretCalled(option), value, value(option + FILE), rule);
    }

    /** Returns the secret as a setting, for rules that combine it with other settings. */
    public Setting setting(String option, @Nullable LiveSecret secret) {
        return LiveSecret.setting(secretCalled(option), secret);
    }

    private String secretCalled(String option) {
        String file = value(option + FILE);
        return file == null || file.isBlank()
                ? called(option)
                : called(option + FILE).replaceFirst("[-_](?i:file)$", "");
    }

    private @Nullable String value(String option) {
        Setting found = written.apply(option);
        return found == null ? null : found.value();
    }

    /** Returns the name of an option for messages. */
    public String called(String option) {
        Setting found = written.apply(option);
        return found != null
                ? found.name()
                : requireNonNullElse(OlderNames.variable(name, kind, option), property(name, kind, option));
    }

    private static String property(String name, Kind kind, String option) {
        return "%s.%s.%s.%s".formatted(NamedConnections.PREFIX, name, kind.word(), option);
    }

    private static @Nullable Setting find(Environment environment, String name, Kind kind, String option) {
        String older = OlderNames.of(name, kind, option);
        Setting first = older == null ? null : find(environment, older);
        return first != null && first.value() != null && !first.value().isBlank()
                ? first
                : find(environment, property(name, kind, option));
    }

    private static @Nullable Setting find(Environment environment, String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof OlderNames) {
                continue;
            }
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                return new Setting(
                        Setting.nameOf(property, found),
                        environment.resolvePlaceholders(String.valueOf(found.getValue())));
            }
        }
        return null;
    }
}
