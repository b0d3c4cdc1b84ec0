/** The commands of {@code bin/waybill}: what an engineer does with a bundle before it is live. */
@NullMarked
package dev.waybill.cli;

import org.jspecify.annotations.NullMarked;
