/** Reads the loaded routes and their files for the lint: steps, endpoint addresses, lines. */
@NullMarked
package dev.waybill.routes;

import org.jspecify.annotations.NullMarked;
