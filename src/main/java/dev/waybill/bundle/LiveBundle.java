package dev.waybill.bundle;

import java.util.function.Supplier;

/** The bundle whose routes this hub runs now. */
public final class LiveBundle implements Supplier<Bundle> {

    private volatile Bundle bundle;

    public LiveBundle(Bundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public Bundle get() {
        return bundle;
    }

    /** Changes it, once the routes of another bundle run. */
    public void set(Bundle other) {
        bundle = other;
    }
}
