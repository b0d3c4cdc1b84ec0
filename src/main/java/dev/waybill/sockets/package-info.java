/** The open connections of the public port: their clients, their deadlines and the rate that their bodies must keep. */
@NullMarked
package dev.waybill.sockets;

import org.jspecify.annotations.NullMarked;
