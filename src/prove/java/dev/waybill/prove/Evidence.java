package dev.waybill.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The evidence that a run left.
 *
 * @param acknowledged the provider's journal
 * @param arrivals the receivers' journal
 * @param inbox the keys that the hub's inbox holds
 * @param ledger the hub's deliveries
 * @param fenced attempts that the hub recorded as stale
 */
record Evidence(
        List<Acknowledged> acknowledged, List<Arrival> arrivals, Set<String> inbox, List<Entry> ledger, long fenced) {

    static final String ACKNOWLEDGED = "acknowledged.tsv";
    static final String ARRIVALS = "arrivals.tsv";

    static Evidence read(Path directory, Set<String> inbox, List<Entry> ledger, long fenced) throws IOException {
        return new Evidence(
                Journal.read(directory.resolve(ACKNOWLEDGED), Acknowledged::parse),
                Journal.read(directory.resolve(ARRIVALS), Arrival::parse),
                inbox,
                ledger,
                fenced);
    }
}
