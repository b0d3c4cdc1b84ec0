package dev.waybill.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The known senders: a file of settings for each under {@code presets/sources}. A source that names one in
 * {@code preset} has that file's settings, wherever it does not set its own. Runs once all files of settings are read.
 */
public final class Presets implements EnvironmentPostProcessor, Ordered {

    private static final String FOLDER = "presets/sources/";
    private static final String ENDING = ".yaml";
    private static final String SOURCES = "waybill.sources";

    /** Two settings for one thing: the operator's stands for both, so the preset's other one must go. */
    private static final Map<String, String> INSTEAD =
            Map.of("key", "key-header", "key-header", "key", "group", "group-pointer", "group-pointer", "group");

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        fill(environment);
    }

    /** Adds the presets' settings below all others. A preset that there is none of is told when settings are checked. */
    public static void fill(ConfigurableEnvironment environment) {
        Binder settings = Binder.get(environment);
        Map<String, Object> presets = new HashMap<>();
        SourceNames.in(environment).all().stream()
                .filter(source -> ConfigurationPropertyName.isValid(SOURCES + "." + source)) // else told later
                .forEach(source -> {
                    String at = "%s.%s.".formatted(SOURCES, source);
                    settings.bind(at + "preset", String.class)
                            .map(preset -> has(preset) ? file(preset) : null)
                            .ifBound(file -> read(file).forEach((member, value) -> {
                                String other = INSTEAD.get(member);
                                if (other == null
                                        || !settings.bind(at + other, String.class)
                                                .isBound()) {
                                    presets.put(at + member, value);
                                }
                            }));
                });
        environment.getPropertySources().addLast(new MapPropertySource("presets", presets));
    }

    static boolean has(String preset) {
        return file(preset).exists();
    }

    private static Resource file(String preset) {
        return new ClassPathResource(FOLDER + preset + ENDING);
    }

    /** Returns the names of all presets, separated by commas. */
    static String names() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver()
                            .getResources("classpath:" + FOLDER + "*" + ENDING))
                    .map(file -> Objects.requireNonNull(file.getFilename()))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> read(Resource file) {
        Map<String, Object> members = new HashMap<>();
        try {
            for (var document : new YamlPropertySourceLoader().load(String.valueOf(file), file)) {
                for (String name : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
                    members.put(name, Objects.requireNonNull(document.getProperty(name)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return members;
    }
}
