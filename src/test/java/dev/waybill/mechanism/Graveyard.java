package dev.waybill.mechanism;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Nodes whose lease is to run out now; time itself would be too slow a killer. */
final class Graveyard {

    /** @param rescued done when nothing in the database is leased by it any more */
    record Grave(long node, CompletableFuture<Void> rescued) {}

    private final LinkedBlockingQueue<Grave> open = new LinkedBlockingQueue<>();

    /** @return done once the node is buried and all that it held is free */
    CompletableFuture<Void> declareDead(long node) {
        Grave grave = new Grave(node, new CompletableFuture<>());
        open.add(grave);
        return grave.rescued();
    }

    List<Grave> take() {
        List<Grave> taken = new ArrayList<>();
        open.drainTo(taken);
        return taken;
    }

    void again(List<Grave> graves) {
        open.addAll(graves);
    }
}
