package dev.waybill.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;

/** {@code application.yaml} lists every setting of ours with its default, and no other. */
class SettingsListedTest {

    /** Settings of no record, and what the shipped source and connections are made of. */
    private static final String ELSEWHERE = "waybill\\.(data-directory|(sources|connections)\\..*)";

    @Test
    void every_setting_is_listed_with_its_default_and_no_other() throws IOException {
        assertThat(listed()).containsExactlyInAnyOrderEntriesOf(ofRecords());
    }

    private static Map<String, String> ofRecords() {
        Map<String, String> settings = new TreeMap<>();
        for (JavaClass type : MainClasses.ALL) {
            if (type.isAnnotatedWith(ConfigurationProperties.class)) {
                Class<?> record = type.reflect();
                add(
                        settings,
                        record.getAnnotation(ConfigurationProperties.class).value(),
                        record);
            }
        }
        return settings;
    }

    private static void add(Map<String, String> settings, String prefix, Class<?> record) {
        var parameters = record.getDeclaredConstructors()[0].getParameters();
        RecordComponent[] components = record.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            String name = prefix + "." + dashed(components[i].getName());
            if (components[i].getType().isRecord()) {
                add(settings, name, components[i].getType());
            } else if (!name.equals("waybill.sources")) {
                DefaultValue given = parameters[i].getAnnotation(DefaultValue.class);
                settings.put(name, given == null ? "" : String.join(",", given.value()));
            }
        }
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        var file = new FileSystemResource(Path.of("application.yaml"));
        for (var document : new YamlPropertySourceLoader().load("application.yaml", file)) {
            for (String name : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
                if (name.startsWith("waybill.") && !name.matches(ELSEWHERE)) {
                    settings.put(name, withoutVariable(String.valueOf(document.getProperty(name))));
                }
            }
        }
        return settings;
    }

    private static String withoutVariable(String value) {
        return value.replaceFirst("^\\$\\{[A-Z0-9_]+:(.*)}$", "$1");
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
