/** The parts of the email destination that YAML cannot say: settings, addresses and the SMTP transport. */
@NullMarked
package dev.waybill.email;

import org.jspecify.annotations.NullMarked;
