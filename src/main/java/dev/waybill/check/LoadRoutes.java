package dev.waybill.check;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.BundleFiles;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.core.NestedExceptionUtils;

/** Loads the route files of a bundle in one call, as a hub does: a file may use what another one defines. */
final class LoadRoutes {

    private final ModelCamelContext camel;
    private final Bundle bundle;

    LoadRoutes(ModelCamelContext camel, Bundle bundle) {
        this.camel = camel;
        this.bundle = bundle;
    }

    /** Returns the mistakes for which Camel refuses a file. If there is one, the files are loaded one by one. */
    List<Finding> findings(SortedMap<String, YamlFile> files) {
        try {
            load(List.copyOf(files.keySet()));
            return List.of();
        } catch (Exception e) { // Camel's, which does not name the file
            camel.getRouteConfigurationDefinitions().clear();
        }
        SortedMap<String, Exception> refused = new TreeMap<>();
        List<String> left = List.copyOf(files.keySet());
        int before;
        do { // a file may need what a later one defines
            before = left.size();
            refused.clear();
            for (String path : left) {
                try {
                    load(List.of(path));
                } catch (Exception e) {
                    refused.put(path, e);
                }
            }
            left = List.copyOf(refused.keySet());
        } while (!left.isEmpty() && left.size() < before);
        List<Finding> findings = new ArrayList<>();
        refused.forEach((path, e) ->
                findings.add(finding(Objects.requireNonNull(files.get(path)).name(), e)));
        return findings;
    }

    /** Loads all of them or none. */
    private void load(List<String> paths) throws Exception {
        List<RouteDefinition> before = List.copyOf(camel.getRouteDefinitions());
        try {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(paths.stream()
                            .map(path -> BundleFiles.resource(bundle, path))
                            .toList());
        } catch (Exception e) {
            List<RouteDefinition> half = new ArrayList<>(camel.getRouteDefinitions());
            half.removeAll(before);
            camel.removeRouteDefinitions(half);
            throw e;
        }
    }

    private static Finding finding(String file, Exception e) {
        if (e instanceof MarkedYamlEngineException marked) {
            int line = marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column =
                    marked.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            return finding(file, line, column, String.valueOf(marked.getProblem()));
        }
        String reason =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        return finding(file, 0, 0, reason.lines().findFirst().orElse(""));
    }

    private static Finding finding(String file, int line, int column, String sentence) {
        return new Finding(file, line, column, "camel", Severity.ERROR, "", sentence, null);
    }
}
