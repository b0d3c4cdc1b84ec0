package dev.waybill.authorpages;

import dev.waybill.bundle.Bundle;
import dev.waybill.revision.LiveRevision;
import dev.waybill.revision.Revisions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bundle that is live now; its files are read again only when another revision is. */
final class PublishedBundle {

    /** @param number its revision; null until one was published, and then it is the hub's folder */
    record Live(@Nullable Integer number, Bundle bundle) {}

    private final Revisions revisions;
    private final Bundle folder;
    private volatile @Nullable Live last;

    PublishedBundle(Revisions revisions, Bundle folder) {
        this.revisions = revisions;
        this.folder = folder;
    }

    Live now() {
        Optional<LiveRevision> live = revisions.live();
        if (live.isEmpty()) {
            return new Live(null, folder);
        }
        int number = live.get().number();
        Live known = last;
        if (known == null || !Integer.valueOf(number).equals(known.number())) {
            known = new Live(number, revisions.bundle(number));
            last = known;
        }
        return known;
    }
}
