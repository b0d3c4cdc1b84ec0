/** The open connections of the public port: whose they are, how long they may stay, how slow they may be. */
@NullMarked
package dev.waybill.connection;

import org.jspecify.annotations.NullMarked;
