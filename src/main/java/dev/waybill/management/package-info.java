/** Guards the management port: limits connections and requests, and checks host names and proxies. */
@NullMarked
package dev.waybill.management;

import org.jspecify.annotations.NullMarked;
