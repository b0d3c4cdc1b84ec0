/** The users and tokens of the management port, from settings, a file or the first start. */
@NullMarked
package dev.waybill.accounts;

import org.jspecify.annotations.NullMarked;
