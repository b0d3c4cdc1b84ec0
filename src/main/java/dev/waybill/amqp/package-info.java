/** Holds the connections to AMQP 1.0 brokers: settings, logins, messages that go to a queue, and those that come from one. */
@NullMarked
package dev.waybill.amqp;

import org.jspecify.annotations.NullMarked;
