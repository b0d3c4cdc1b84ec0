/** The named connections to other systems: their names, kinds and settings, and the test that logs in to one. */
@NullMarked
package dev.waybill.connections;

import org.jspecify.annotations.NullMarked;
