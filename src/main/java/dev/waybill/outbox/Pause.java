package dev.waybill.outbox;

import java.time.Instant;

/** Who paused a destination, why and since when. */
public record Pause(String who, String reason, Instant since) {}
