package dev.waybill.buffer;

import dev.waybill.inbox.IntakeSettings;
import java.util.Collection;
import org.springframework.context.SmartLifecycle;

/** Runs the sending half of all buffers: from before the public port opens until after it is closed. */
final class Buffers implements SmartLifecycle {

    /** The same phase as the inbox's writers. */
    private static final int PHASE = 0;

    private final Collection<SendToTopic> all;
    private final IntakeSettings settings;

    Buffers(Collection<SendToTopic> all, IntakeSettings settings) {
        this.all = all;
        this.settings = settings;
    }

    @Override
    public void start() {
        all.forEach(SendToTopic::start);
    }

    @Override
    public void stop() {
        all.forEach(buffer -> buffer.stop(settings.answerWithin())); // no sender waits longer than that
    }

    @Override
    public boolean isRunning() {
        return all.stream().anyMatch(SendToTopic::isRunning);
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
