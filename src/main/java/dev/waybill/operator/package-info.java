/** Commands of operators, their results, and the chained audit trail that records both. */
@NullMarked
package dev.waybill.operator;

import org.jspecify.annotations.NullMarked;
