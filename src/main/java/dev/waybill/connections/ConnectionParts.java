package dev.waybill.connections;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** Lets routes read parts of a connection as {@code {{waybill.connections.erp.url}}}, whatever is behind its settings. */
final class ConnectionParts implements PropertiesSource {

    private static final Pattern PART = Pattern.compile("waybill\\.connections\\.([a-z0-9-]+)\\.([a-z-]+)");
    private static final String ERP_URL = "waybill.erp.url";

    private final Function<String, @Nullable Connection> connections;

    ConnectionParts(Function<String, @Nullable Connection> connections) {
        this.connections = connections;
    }

    @Override
    public String getName() {
        return NamedConnections.PREFIX;
    }

    @Override
    public @Nullable String getProperty(String name) {
        Matcher part = PART.matcher(name.equals(ERP_URL) ? "waybill.connections.erp.url" : name);
        if (!part.matches()) {
            return null;
        }
        Connection connection = connections.apply(part.group(1));
        return connection == null ? null : connection.part(part.group(2));
    }
}
