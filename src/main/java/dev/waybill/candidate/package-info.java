/** Runs the routes of a bundle over events in a context of their own, from which nothing leaves the JVM. */
@NullMarked
package dev.waybill.candidate;

import org.jspecify.annotations.NullMarked;
