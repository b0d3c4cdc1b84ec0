package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.BundleFiles;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.lint.RouteLint;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.SourceFile;
import dev.waybill.routes.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/** Finds all mistakes of a bundle: first those of its text, then those that Camel and our rules see in its routes. */
public final class CheckBundle {

    private final CamelSchema schema = CamelSchema.ofThisCamel();
    private final KnownBeans beans = KnownBeans.ofTheHub();
    private final UnaryOperator<@Nullable String> environment;
    private final UnaryOperator<@Nullable String> settings;
    private final Set<String> sources;
    private final Collection<String> types;

    /**
     * @param environment the value of a variable by its name; null if it is not set
     * @param settings the value of a setting by its name; null if it is not set
     * @param sources the names of the sources
     * @param types the event types that they send
     */
    CheckBundle(
            UnaryOperator<@Nullable String> environment,
            UnaryOperator<@Nullable String> settings,
            Set<String> sources,
            Collection<String> types) {
        this.environment = environment;
        this.settings = settings;
        this.sources = sources;
        this.types = types;
    }

    /** Takes the settings of {@code application.yaml} in the working directory and the environment, as a hub does. */
    public static CheckBundle withSettingsHere() {
        StandardEnvironment here = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(here);
        return with(here);
    }

    /** Takes the settings of a hub that is about to start. */
    public static CheckBundle with(Environment settings) {
        Binder binder = Binder.get(settings);
        Set<String> sources = binder.bind("waybill.sources", Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .orElse(Set.of());
        List<List<String>> types = sources.stream()
                .map(source -> binder.bind("waybill.sources.%s.types".formatted(source), Bindable.listOf(String.class))
                        .orElse(List.of()))
                .toList();
        boolean known = types.stream().noneMatch(List::isEmpty);
        return new CheckBundle(
                System::getenv,
                settings::getProperty,
                sources,
                known ? types.stream().flatMap(List::stream).toList() : List.of());
    }

    /** Returns the findings, sorted by place; empty if there are none. */
    public List<Finding> findings(Bundle bundle) {
        List<Finding> findings = new ArrayList<>();
        Map<String, YamlFile> files = new HashMap<>();
        bundle.files().forEach((path, bytes) -> {
            if (path.endsWith(RoutesFolder.ROUTES)) {
                YamlFile file = YamlFile.read(shown(bundle, path), bytes);
                files.put(path, file);
                findings.addAll(file.findings());
                findings.addAll(schema.findings(file));
            }
        });
        List<YamlFile> sorted = files.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        RoutesAreNamed.findings(sorted).forEach(findings::add);
        EveryFileIsNamed.findings(bundle, path -> shown(bundle, path)).forEach(findings::add);
        try (CheckContext context = new CheckContext(bundle, beans, settings)) {
            References references = new References(beans, sorted, CheckContext.components());
            files.forEach((path, file) -> {
                Places places =
                        new Places(file.name(), new String(bundle.files().get(path), StandardCharsets.UTF_8));
                findings.addAll(expressions(context, file, places));
                references.findings(file, places).forEach(findings::add);
            });
            findings.addAll(routes(context, bundle, files, broken(findings)));
            RoutesCanBeMade.findings(context.camel()).stream()
                    .filter(made -> findings.stream().noneMatch(told -> explains(told, made, bundle)))
                    .toList()
                    .forEach(findings::add);
        } catch (Exception e) { // Camel's
            throw new IllegalStateException("The check itself failed: " + e, e);
        }
        return findings.stream().distinct().sorted(Finding.BY_PLACE).toList();
    }

    /** True if a route can't be made for a reason that is told already, at its place. */
    private static boolean explains(Finding told, Finding made, Bundle bundle) {
        if (!told.isError() && !told.rule().equals(Placeholders.UNSET_VARIABLE)) {
            return false;
        }
        return Objects.equals(told.file(), made.file())
                ? told.routeId().isEmpty() || told.routeId().equals(made.routeId())
                : told.file() != null && !told.file().endsWith(RoutesFolder.ROUTES) && names(made, told.file(), bundle);
    }

    /** True if the file of a finding names another file. */
    private static boolean names(Finding made, String other, Bundle bundle) {
        return bundle.files().entrySet().stream()
                .filter(each -> shown(bundle, each.getKey()).equals(made.file()))
                .anyMatch(each -> new String(each.getValue(), StandardCharsets.UTF_8)
                        .contains(other.substring(other.lastIndexOf('/') + 1)));
    }

    /** Returns the files whose own text is wrong: Camel would only say the same in other words. */
    private static Set<String> broken(List<Finding> findings) {
        Set<String> broken = new HashSet<>();
        findings.stream().filter(Finding::isError).forEach(each -> broken.add(String.valueOf(each.file())));
        return broken;
    }

    private List<Finding> expressions(CheckContext context, YamlFile file, Places places) {
        List<Finding> findings = new ArrayList<>();
        new Placeholders(beans, environment, settings).findings(file, places).forEach(findings::add);
        new SimpleCanBeRead(context.camel()).findings(file, places).forEach(findings::add);
        new JqCanBeRead(context.camel()).findings(file, places).forEach(findings::add);
        new OurNames(types).findings(file, places).forEach(findings::add);
        return findings;
    }

    private List<Finding> routes(CheckContext context, Bundle bundle, Map<String, YamlFile> files, Set<String> broken) {
        ModelCamelContext camel = context.camel();
        List<Finding> findings = new ArrayList<>();
        files.forEach((path, file) -> {
            if (file.root() != null && !broken.contains(file.name())) {
                load(camel, bundle, path, file, findings);
            }
        });
        boolean whole = broken.isEmpty() && findings.isEmpty();
        findings.addAll(RouteLint.check(camel, sources, whole));
        return findings;
    }

    private static void load(
            ModelCamelContext camel, Bundle bundle, String path, YamlFile file, List<Finding> findings) {
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(BundleFiles.resource(bundle, path));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            findings.add(new Finding(
                    file.name(), line, column, "camel", Severity.ERROR, "", String.valueOf(e.getProblem()), null));
        } catch (Exception e) {
            String reason =
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            findings.add(new Finding(
                    file.name(),
                    0,
                    0,
                    "camel",
                    Severity.ERROR,
                    "",
                    reason.lines().findFirst().orElse(""),
                    null));
        }
    }

    private static String shown(Bundle bundle, String path) {
        String name = SourceFile.name("file:" + bundle.folder().resolve(path));
        return name == null ? path : name;
    }
}
