/** The benchmark: the hub beside what one would run in its place, on one PostgreSQL; see {@code bench/run}. */
@NullMarked
package dev.waybill.bench;

import org.jspecify.annotations.NullMarked;
