/** The siege: strangers who mean harm at the public door and at the console's, beside honest webhooks; see {@code bench/siege}. */
@NullMarked
package dev.waybill.siege;

import org.jspecify.annotations.NullMarked;
