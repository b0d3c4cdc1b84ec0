package dev.waybill.listener;

import dev.waybill.availability.Intake;
import dev.waybill.availability.IntakeClosed;
import dev.waybill.sources.BufferSettings;
import dev.waybill.sources.Source;
import org.jspecify.annotations.Nullable;

/** Tells whether webhooks can be taken now: a source with a buffer does not wait for the inbox. */
record OpenForSource(Intake intake, BufferSettings buffers) {

    /** Returns why no webhook of the source can be taken; null if one can. */
    @Nullable
    IntakeClosed closed(Source source) {
        return buffers.has(source) ? null : intake.closed();
    }

    /** Returns why no webhook of any source can be taken; null if one can. */
    @Nullable
    IntakeClosed closed() {
        return buffers.all().isEmpty() ? intake.closed() : null;
    }
}
