package dev.waybill.check;

import dev.waybill.connections.OlderNames;
import dev.waybill.routes.Finding;
import dev.waybill.settings.SettingFaults;
import dev.waybill.settings.StartCheck;
import dev.waybill.sources.Presets;
import dev.waybill.sources.SourceSettings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** The settings of {@code application.yaml} in the working directory and of the environment, as a hub takes them. */
public final class SettingsHere {

    private static final String OF_CONNECTIONS = "connection-settings";
    private static final String OF_SOURCES = "source-settings";

    /** The rooms whose checks say what a start would say of a connection. */
    private static final List<String> CONNECTIONS = List.of(
            "dev.waybill.amqp",
            "dev.waybill.buffer",
            "dev.waybill.http",
            "dev.waybill.kafka",
            "dev.waybill.smtp",
            "dev.waybill.sftp");

    private static final Pattern VARIABLE = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b");
    private static final String NO_FILE = " names a file that can't be ";

    private SettingsHere() {}

    static Environment read() {
        StandardEnvironment here = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(here);
        Presets.fill(here);
        OlderNames.in(here);
        return here;
    }

    /** Returns the mistakes in the settings of connections and sources, in the words of a start that they would end. */
    public static List<Finding> findings() {
        return findings(read());
    }

    static List<Finding> findings(Environment settings) {
        return Stream.concat(
                        checks().flatMap(check -> sentences(check, settings))
                                .map(told -> finding(told, OF_CONNECTIONS)),
                        sentences(SourceSettings::check, settings).map(told -> finding(told, OF_SOURCES)))
                .distinct()
                .map(found -> isOfThisMachine(found.sentence(), settings) ? found.asWarning() : found)
                .toList();
    }

    private static Finding finding(String sentence, String rule) {
        return new Finding("application.yaml", 0, "", sentence.endsWith(".") ? cut(sentence) : sentence).by(rule);
    }

    private static Stream<StartCheck> checks() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(StartCheck.class));
        return CONNECTIONS.stream()
                .flatMap(room -> scan.findCandidateComponents(room).stream())
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .map(type -> (StartCheck) BeanUtils.instantiateClass(type));
    }

    private static Stream<String> sentences(StartCheck check, Environment settings) {
        try {
            check.check(settings);
            return Stream.empty();
        } catch (RuntimeException e) {
            List<String> sentences = SettingFaults.sentences(e);
            if (sentences.isEmpty()) {
                throw e;
            }
            return sentences.stream().flatMap(String::lines);
        }
    }

    /** True if the hub may have what is missing here: a file, or a variable of the environment. */
    private static boolean isOfThisMachine(String sentence, Environment settings) {
        return sentence.contains(NO_FILE)
                || VARIABLE.matcher(sentence).results().anyMatch(name -> settings.getProperty(name.group()) == null);
    }

    private static String cut(String sentence) {
        return sentence.substring(0, sentence.length() - 1);
    }
}
