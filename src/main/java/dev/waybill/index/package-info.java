/** Builds the search index behind the intake: names, order numbers and repeated bodies. */
@NullMarked
package dev.waybill.index;

import org.jspecify.annotations.NullMarked;
