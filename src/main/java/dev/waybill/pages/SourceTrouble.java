package dev.waybill.pages;

import dev.waybill.inbox.Doubt;
import dev.waybill.pages.Flow.Attention;
import dev.waybill.search.SameBodies;
import java.util.ArrayList;
import java.util.List;

/** The warnings about sources: only an operator can tell an attack from a mistake. */
final class SourceTrouble {

    private final Doubt doubt;
    private final SameBodies sameBodies;

    SourceTrouble(Doubt doubt, SameBodies sameBodies) {
        this.doubt = doubt;
        this.sameBodies = sameBodies;
    }

    List<Attention> now() {
        List<Attention> found = new ArrayList<>();
        doubt.lasting()
                .forEach((source, since) -> found.add(new Attention(
                        true,
                        "%s: no webhook verifies any more. Was its secret changed? Set the new one, then release these."
                                .formatted(source),
                        "/console/quarantine?ring=UNVERIFIED")));
        sameBodies
                .lately()
                .ifPresent(repeated -> found.add(new Attention(
                        false,
                        "Signed bodies that came again under another key, within a day: %d. Look whether they are new orders."
                                .formatted(repeated.count()),
                        "/console/events/" + repeated.newest())));
        return found;
    }
}
