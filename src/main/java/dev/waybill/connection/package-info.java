/** The open connections of the public port: their clients, their deadlines and the rate that their bodies must keep. */
@NullMarked
package dev.waybill.connection;

import org.jspecify.annotations.NullMarked;
