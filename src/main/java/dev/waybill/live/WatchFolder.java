package dev.waybill.live;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.LiveBundle;
import dev.waybill.bundle.RoutesFolder;
import dev.waybill.bundle.UnreadableBundle;
import dev.waybill.cluster.Tick;
import dev.waybill.routes.Finding;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries each saved edit of the routes folder on this hub: for a sandbox. Files that just changed get a second to be
 * complete. An edit with mistakes is told in the log, and the routes run on as they were.
 */
final class WatchFolder implements Tick {

    private static final Logger LOG = LoggerFactory.getLogger(WatchFolder.class);

    private final @Nullable RoutesFolder folder;
    private final LiveBundle live;
    private final Function<Bundle, List<Finding>> check;
    private final FollowRevision follow;
    private String before = "";
    private String tried = "";

    /**
     * @param folder the folder to watch; null to watch none
     * @param check the mistakes of a bundle
     */
    WatchFolder(
            @Nullable RoutesFolder folder,
            LiveBundle live,
            Function<Bundle, List<Finding>> check,
            FollowRevision follow) {
        this.folder = folder;
        this.live = live;
        this.check = check;
        this.follow = follow;
        if (folder != null && folder.folder() != null) {
            this.before = folder.bundle().checksum();
            this.tried = before;
        }
    }

    @Override
    public void tick() {
        if (folder == null || folder.folder() == null) {
            return;
        }
        try {
            look(folder.bundle());
        } catch (UnreadableBundle e) {
            LOG.warn("The routes folder can't be read now; its routes run on as they were: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Bundle bundle) throws InterruptedException {
        String now = bundle.checksum();
        boolean complete = now.equals(before);
        before = now;
        if (!complete || now.equals(tried)) {
            return;
        }
        tried = now;
        if (now.equals(live.get().checksum())) {
            return;
        }
        List<Finding> errors =
                check.apply(bundle).stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            errors.forEach(error -> LOG.warn("{}", error));
            LOG.warn("The edited routes have mistakes, so the routes run on as they were");
            return;
        }
        try {
            follow.tryHere(bundle);
            LOG.info("The edited routes run on this hub");
        } catch (RoutesNotMade e) {
            LOG.warn("The edited routes can't run, so the routes run on as they were: {}", e.getMessage());
        }
    }
}
