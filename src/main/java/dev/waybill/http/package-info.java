/** Holds the connections over HTTP: settings, logins, certificates and bounded answers. */
@NullMarked
package dev.waybill.http;

import org.jspecify.annotations.NullMarked;
