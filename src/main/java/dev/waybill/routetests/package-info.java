/** Runs the tests that stand beside the routes, in YAML: an event, and what becomes of it. */
@NullMarked
package dev.waybill.routetests;

import org.jspecify.annotations.NullMarked;
