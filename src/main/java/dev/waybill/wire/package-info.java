/** Takes down what really goes out: the clients' own requests, mails and files, not what a route meant to send. */
@NullMarked
package dev.waybill.wire;

import org.jspecify.annotations.NullMarked;
