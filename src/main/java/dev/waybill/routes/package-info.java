/** The loaded routes and their files as the lint reads them: steps, endpoint addresses, lines. */
@NullMarked
package dev.waybill.routes;

import org.jspecify.annotations.NullMarked;
