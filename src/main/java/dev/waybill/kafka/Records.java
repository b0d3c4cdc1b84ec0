package dev.waybill.kafka;

import dev.waybill.availability.Intake;
import dev.waybill.availability.ReaderTroubles;
import dev.waybill.quarantine.Quarantine;
import dev.waybill.sources.Sources;

/**
 * The intake as records from topics find it.
 *
 * @param mostBytes the largest body of an event; a larger one is cut, and kept in quarantine
 */
record Records(Sources sources, Quarantine quarantine, Intake intake, ReaderTroubles troubles, int mostBytes) {}
