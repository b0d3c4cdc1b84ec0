/** Holds the connections to mail servers: settings, addresses and the SMTP transport. */
@NullMarked
package dev.waybill.smtp;

import org.jspecify.annotations.NullMarked;
