/** Checks every setting at the start and says in one sentence which one is wrong. */
@NullMarked
package dev.waybill.settings;

import org.jspecify.annotations.NullMarked;
