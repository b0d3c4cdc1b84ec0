/** The JSON API of the management port: every read and every command, with a token. */
@NullMarked
package dev.waybill.api;

import org.jspecify.annotations.NullMarked;
