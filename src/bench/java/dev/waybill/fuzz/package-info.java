/** A seeded fuzzer that knows the shapes of JSON and HTTP; see {@code bench/fuzz}. Targets live beside what they try. */
@NullMarked
package dev.waybill.fuzz;

import org.jspecify.annotations.NullMarked;
