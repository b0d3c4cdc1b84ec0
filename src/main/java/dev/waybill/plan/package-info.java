/** Plans: runs stored events through a candidate bundle and the live one, and tells every difference. */
@NullMarked
package dev.waybill.plan;

import org.jspecify.annotations.NullMarked;
