/** Checks every setting at the start, and describes each error in one sentence. */
@NullMarked
package dev.waybill.settings;

import org.jspecify.annotations.NullMarked;
