package dev.waybill.house.sample.inbox;

import java.util.logging.Logger;

/** Logs past SLF4J. */
record OldLogger(Logger log) {}
