/** Writes many rows in one commit: a bounded queue, its writer threads, and their limits. */
@NullMarked
package dev.waybill.batch;

import org.jspecify.annotations.NullMarked;
