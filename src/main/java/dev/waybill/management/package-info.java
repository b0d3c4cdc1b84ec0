/** Guards the management port: who may connect, how often, by which host name and proxy. */
@NullMarked
package dev.waybill.management;

import org.jspecify.annotations.NullMarked;
