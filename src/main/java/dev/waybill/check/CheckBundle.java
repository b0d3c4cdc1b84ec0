package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.connections.Kind;
import dev.waybill.connections.NamedConnections;
import dev.waybill.lint.RouteLint;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteTemplates;
import dev.waybill.routes.SourceFile;
import dev.waybill.routes.YamlFile;
import dev.waybill.sources.SourceNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Finds all mistakes of a bundle: first those of its text, then those that Camel and our rules see in its routes. */
public final class CheckBundle {

    /** The rules whose warnings tell of a value or a bean that only the hub may have. */
    private static final Set<String> EXPLAINING =
            Set.of(Placeholders.UNSET_VARIABLE, Placeholders.RULE, References.RULE);

    private final CamelSchema schema = CamelSchema.ofThisCamel();
    private final KnownBeans beans;
    private final UnaryOperator<@Nullable String> environment;
    private final UnaryOperator<@Nullable String> settings;
    private final Map<String, List<String>> sources;
    private final Map<String, Kind> connections;

    /** False if a stranger sent the bundle. */
    private final boolean ours;

    /**
     * @param environment the value of a variable by its name; null if it is not set
     * @param settings the value of a setting by its name; null if it is not set
     * @param sources the event types of each source by its name; empty if it may send any
     * @param connections the kinds of the connections by name
     */
    CheckBundle(
            UnaryOperator<@Nullable String> environment,
            UnaryOperator<@Nullable String> settings,
            Map<String, List<String>> sources,
            Map<String, Kind> connections) {
        this(KnownBeans.ofTheHub(), environment, settings, sources, connections, true);
    }

    private CheckBundle(
            KnownBeans beans,
            UnaryOperator<@Nullable String> environment,
            UnaryOperator<@Nullable String> settings,
            Map<String, List<String>> sources,
            Map<String, Kind> connections,
            boolean ours) {
        this.ours = ours;
        this.beans = beans.ofConnections(connections);
        this.environment = environment;
        this.settings = name -> isPart(name, connections) ? "" : settings.apply(name);
        this.connections = connections;
        this.sources = sources;
    }

    /** Takes the settings of {@code application.yaml} in the working directory and the environment, as a hub does. */
    public static CheckBundle withSettingsHere() {
        return with(SettingsHere.read(), Map.of(), true);
    }

    /** Takes the settings of a running hub to which somebody sends bundles: secrets and other files stay hidden. */
    public static CheckBundle with(Environment settings) {
        return with(settings, Map.of(), false);
    }

    /**
     * Takes the settings of a hub that is about to start.
     *
     * @param others its beans by name, beyond those that every hub has
     */
    static CheckBundle with(Environment settings, Map<String, Class<?>> others) {
        return with(settings, others, true);
    }

    private static CheckBundle with(Environment settings, Map<String, Class<?>> others, boolean ours) {
        Binder binder = Binder.get(settings);
        Map<String, List<String>> sources = new TreeMap<>();
        SourceNames.in(settings)
                .all()
                .forEach(source -> sources.put(
                        source,
                        binder.bind("waybill.sources.%s.types".formatted(source), Bindable.listOf(String.class))
                                .orElse(List.of())));
        return new CheckBundle(
                KnownBeans.ofTheHub().and(others),
                System::getenv,
                settings::getProperty,
                sources,
                NamedConnections.in(settings),
                ours);
    }

    /** True for what a hub takes from a connection, as {@code waybill.connections.erp.url}. */
    private static boolean isPart(@Nullable String name, Map<String, Kind> connections) {
        return connections.entrySet().stream()
                .anyMatch(each -> each.getValue().parts().stream()
                        .anyMatch(part -> "waybill.connections.%s.%s"
                                .formatted(each.getKey(), part)
                                .equals(name)));
    }

    /** Returns the findings, sorted by place; empty if there are none. */
    public List<Finding> findings(Bundle bundle) {
        List<Finding> findings = new ArrayList<>();
        SortedMap<String, YamlFile> files = new TreeMap<>();
        for (String path : bundle.routes()) {
            YamlFile file = YamlFile.read(shown(bundle, path), Objects.requireNonNull(bundle.file(path)));
            files.put(path, file);
            findings.addAll(file.findings());
            findings.addAll(schema.findings(file));
        }
        List<YamlFile> sorted = List.copyOf(files.values());
        Set<String> defined = References.defined(sorted);
        RouteTemplates templates = RouteTemplates.of(sorted);
        boolean readable = sorted.stream().noneMatch(file -> file.root() == null);
        new TemplatesAreUsed(templates, readable).findings().forEach(findings::add);
        PointAtUse uses = new PointAtUse(templates, bundle);
        RoutesAreNamed.findings(sorted, templates).forEach(findings::add);
        EveryFileIsNamed.findings(bundle, path -> shown(bundle, path)).forEach(findings::add);
        try (CheckContext context = context(bundle, CheckContext.UNSET)) {
            TextRules rules =
                    new TextRules(context.camel(), beans, defined, environment, settings, sources, connections);
            files.forEach((path, file) -> findings.addAll(
                    rules.findings(file, new String(bundle.files().get(path), StandardCharsets.UTF_8), templates)));
            Set<String> broken = broken(findings);
            SortedMap<String, YamlFile> right = new TreeMap<>(files);
            right.values().removeIf(file -> file.root() == null || broken.contains(file.name()));
            List<Finding> refused = new LoadRoutes(context.camel(), bundle)
                    .findings(right).stream()
                            .filter(each -> broken.isEmpty() || each.line() > 0) // else a broken file may be the reason
                            .toList();
            findings.addAll(refused);
            RouteLint.check(
                            context.camel(),
                            SourceNames.of(sources.keySet(), settings),
                            broken.isEmpty() && refused.isEmpty())
                    .stream()
                    .map(uses::of)
                    .forEach(findings::add);
            List<Finding> unmade = RoutesCanBeMade.findings(context.camel()).stream()
                    .map(uses::of)
                    .filter(made -> findings.stream().noneMatch(told -> explains(told, made, bundle)))
                    .toList();
            findings.addAll(withEachValue(bundle, right, unmade, uses));
        } catch (Exception e) { // Camel's
            throw new IllegalStateException("The check itself failed: " + e, e);
        }
        return findings.stream().distinct().sorted(Finding.BY_PLACE).toList();
    }

    /** True if a route can't be made for a reason that is told already, at its place. */
    private static boolean explains(Finding told, Finding made, Bundle bundle) {
        if (!told.isError() && !EXPLAINING.contains(told.rule())) {
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

    private CheckContext context(Bundle bundle, String unset) {
        return new CheckContext(bundle, beans, environment, settings, unset, ours);
    }

    /** Returns the routes that can't be made whichever value a placeholder has that is not set here. */
    private List<Finding> withEachValue(
            Bundle bundle, SortedMap<String, YamlFile> right, List<Finding> unmade, PointAtUse uses) throws Exception {
        List<Finding> left = unmade;
        for (String unset : CheckContext.OTHERWISE) {
            if (!left.isEmpty()) {
                try (CheckContext context = context(bundle, unset)) {
                    new LoadRoutes(context.camel(), bundle).findings(right);
                    List<Finding> again = RoutesCanBeMade.findings(context.camel()).stream()
                            .map(uses::of)
                            .toList();
                    left = left.stream()
                            .filter(made -> again.stream().anyMatch(other -> isOfOneRoute(made, other)))
                            .toList();
                }
            }
        }
        return left;
    }

    private static boolean isOfOneRoute(Finding one, Finding other) {
        return Objects.equals(one.file(), other.file())
                && one.line() == other.line()
                && one.routeId().equals(other.routeId());
    }

    static String shown(Bundle bundle, String path) {
        String name = SourceFile.name("file:" + bundle.folder().resolve(path));
        return name == null ? path : name;
    }
}
