package dev.waybill.kit;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.settings.Setting;
import java.util.HashMap;
import java.util.Map;

/** Settings of a connection as an operator might have written them. */
public final class Written {

    private Written() {}

    /**
     * Settings by the names that the shipped {@code application.yaml} gives them, where it does.
     *
     * @param options each option followed by its value; null for one that is not written
     */
    public static ConnectionSettings of(String name, Kind kind, String... options) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            values.put(options[i], options[i + 1]);
        }
        ConnectionSettings names = new ConnectionSettings(name, kind, option -> null);
        return new ConnectionSettings(
                name,
                kind,
                option -> values.get(option) == null ? null : new Setting(names.called(option), values.get(option)));
    }
}
