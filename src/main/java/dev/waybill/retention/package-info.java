/**
 * Purges finished and old rows: bodies first, whole events after the dedupe horizon. Open deliveries are never purged.
 * It is a package of its own, because it reads and purges the tables of {@code inbox}, {@code outbox},
 * {@code quarantine} and {@code index}.
 */
@NullMarked
package dev.waybill.retention;

import org.jspecify.annotations.NullMarked;
