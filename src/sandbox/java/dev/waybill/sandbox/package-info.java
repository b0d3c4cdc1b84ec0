/** The local world: the servers around the hub and a Covver that sends. Started by {@code mvn spring-boot:test-run}; tests use its parts. */
@NullMarked
package dev.waybill.sandbox;

import org.jspecify.annotations.NullMarked;
