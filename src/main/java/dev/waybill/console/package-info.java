/** The operator's pages and commands on the management port. */
@NullMarked
package dev.waybill.console;

import org.jspecify.annotations.NullMarked;
