/** Holds the parts of the email destination that YAML cannot express: settings, addresses and the SMTP transport. */
@NullMarked
package dev.waybill.email;

import org.jspecify.annotations.NullMarked;
