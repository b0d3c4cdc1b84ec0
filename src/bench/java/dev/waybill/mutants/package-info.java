/** A seeded mutator of the shipped routes that tries what check, plan and tests see; see {@code bench/mutants}. */
@NullMarked
package dev.waybill.mutants;

import org.jspecify.annotations.NullMarked;
