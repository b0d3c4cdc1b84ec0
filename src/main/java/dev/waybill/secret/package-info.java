/** Secrets as they are now: read from settings or files, read again when a file changes, and keys matched to certificates. */
@NullMarked
package dev.waybill.secret;

import org.jspecify.annotations.NullMarked;
