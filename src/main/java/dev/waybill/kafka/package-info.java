/** Holds the connections to Kafka: settings, logins, records that go to a topic, and those that come from one. */
@NullMarked
package dev.waybill.kafka;

import org.jspecify.annotations.NullMarked;
