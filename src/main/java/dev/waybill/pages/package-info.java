/** The console's pages: what is flowing, what is stuck, why, and the button that mends it. */
@NullMarked
package dev.waybill.pages;

import org.jspecify.annotations.NullMarked;
