package dev.waybill.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes environment variables as they are: a password with <code>${</code> in it is no template. Spring resolves the
 * result of a template again, so each such beginning is escaped; Spring undoes the escape. Runs before the processor
 * that remembers which variable a value came from.
 */
class LiteralEnvironment implements EnvironmentPostProcessor, Ordered {

    /** The variable that holds settings as a file does, templates included. A backslash would break its JSON. */
    private static final String DOCUMENT = "SPRING_APPLICATION_JSON";

    private static final String PREFIX = "${";
    private static final String VARIABLES = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        PropertySource<?> source = environment.getPropertySources().get(VARIABLES);
        if (source != null && source.getSource() instanceof Map<?, ?> variables) {
            Map<String, Object> literal = new LinkedHashMap<>();
            variables.forEach((name, value) -> literal.put(String.valueOf(name), literal(name, value)));
            environment
                    .getPropertySources()
                    .replace(VARIABLES, new SystemEnvironmentPropertySource(VARIABLES, literal));
        }
    }

    private static Object literal(Object name, Object value) {
        return DOCUMENT.equals(name) ? value : escaped(String.valueOf(value));
    }

    /** Escapes only beginnings that have an end, because Spring removes a backslash only from those. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        int copied = 0;
        for (int start = value.indexOf(PREFIX); start >= 0; start = value.indexOf(PREFIX, start + 1)) {
            if (ends(value, start + PREFIX.length())) {
                escaped.append(value, copied, start).append('\\');
                copied = start;
            }
        }
        return escaped.append(value, copied, value.length()).toString();
    }

    private static boolean ends(String value, int from) {
        int open = 1;
        for (int i = from; i < value.length() && open > 0; i++) {
            open += value.charAt(i) == '{' ? 1 : value.charAt(i) == '}' ? -1 : 0;
        }
        return open == 0;
    }
}
