/** Reads the files of the routes folder once, as one whole with one checksum. */
@NullMarked
package dev.waybill.bundle;

import org.jspecify.annotations.NullMarked;
