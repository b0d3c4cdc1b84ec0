/** Finds the mistakes in a bundle, all at once and with their places, without a database, a port or a secret. */
@NullMarked
package dev.waybill.check;

import org.jspecify.annotations.NullMarked;
