/**
 * Purges what is finished and old: bodies first, whole events after the dedupe horizon, and never what may still be
 * delivered. A room of its own, because it looks at the tables of {@code inbox} and of {@code outbox}.
 */
@NullMarked
package dev.waybill.retention;

import org.jspecify.annotations.NullMarked;
