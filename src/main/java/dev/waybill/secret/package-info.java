/** Secrets as they are now: read from settings or files, and read again when a file changes. */
@NullMarked
package dev.waybill.secret;

import org.jspecify.annotations.NullMarked;
