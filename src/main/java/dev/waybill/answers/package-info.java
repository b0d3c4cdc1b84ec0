/** Reads what an HTTP answer means for its delivery, by the rules of the receiver. */
@NullMarked
package dev.waybill.answers;

import org.jspecify.annotations.NullMarked;
