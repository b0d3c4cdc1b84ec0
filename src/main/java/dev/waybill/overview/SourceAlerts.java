package dev.waybill.overview;

import dev.waybill.availability.ReaderTroubles;
import dev.waybill.history.SameBodies;
import dev.waybill.overview.Overview.Attention;
import dev.waybill.sources.SourceDoubt;
import java.util.ArrayList;
import java.util.List;

/** The alerts about sources, where only an operator can tell an attack from a mistake. */
public final class SourceAlerts {

    private final SourceDoubt doubt;
    private final SameBodies sameBodies;
    private final ReaderTroubles readers;

    public SourceAlerts(SourceDoubt doubt, SameBodies sameBodies, ReaderTroubles readers) {
        this.doubt = doubt;
        this.sameBodies = sameBodies;
        this.readers = readers;
    }

    public List<Attention> now() {
        List<Attention> found = new ArrayList<>();
        doubt.lasting()
                .forEach((source, since) -> found.add(new Attention(
                        true,
                        "%s: signatures no longer match. If its secret was changed, set the new one, then release these webhooks."
                                .formatted(source),
                        "/console/quarantine?ring=UNVERIFIED")));
        readers.now().forEach(trouble -> found.add(new Attention(true, trouble, "/console/routes")));
        sameBodies
                .lately()
                .ifPresent(repeated -> found.add(new Attention(
                        false,
                        "Signed bodies sent again under another key within a day: %d. Check whether they are new orders."
                                .formatted(repeated.count()),
                        "/console/events/" + repeated.newest())));
        return found;
    }
}
