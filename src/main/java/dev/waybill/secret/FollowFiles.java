package dev.waybill.secret;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks once a second whether a followed file has changed. Logs the result, never the value. */
public final class FollowFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowFiles.class);

    private final MeterRegistry meters;
    private final List<Followed> files = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService clockwork;

    public FollowFiles(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Follows the secret's file from now on, if the secret is in a file; returns the secret. */
    public LiveSecret follow(LiveSecret secret) {
        FollowedFile<?> file = secret.file();
        if (file != null) {
            follow(file);
        }
        return secret;
    }

    /** Follows the file from now on; returns the file. */
    public <T> FollowedFile<T> follow(FollowedFile<T> file) {
        return follow(file, () -> {});
    }

    /**
     * Follows the file from now on; returns the file.
     *
     * @param then the action after each change of the file's value; the new value is in use by then
     */
    public synchronized <T> FollowedFile<T> follow(FollowedFile<T> file, Runnable then) {
        files.add(new Followed(file, then));
        if (clockwork == null) {
            clockwork = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("secret-files").factory());
            clockwork.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }
        return file;
    }

    /** Looks at each file once. */
    void look() {
        files.forEach(this::look);
    }

    private record Followed(FollowedFile<?> file, Runnable then) {}

    private void look(Followed followed) {
        FollowedFile<?> file = followed.file();
        try {
            switch (file.look()) {
                case SAME -> {
                    // nothing to say
                }
                case TAKEN -> {
                    count(file, "taken");
                    LOG.info("{}: its file has changed, and the new value is used from now on", file.setting());
                    followed.then().run();
                }
                case REFUSED -> {
                    count(file, "refused");
                    LOG.warn("{} The previous value stays in use until the file is fixed", file.refusal());
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: its file could not be checked; the next check is in a second", file.setting(), e);
        }
    }

    private void count(FollowedFile<?> file, String outcome) {
        meters.counter("waybill.secret.files", "setting", file.setting(), "outcome", outcome)
                .increment();
    }

    @Override
    public synchronized void close() {
        if (clockwork != null) {
            clockwork.shutdownNow();
        }
    }
}
