/** Records the bytes that really go out: HTTP requests, mails and files, read at the client. */
@NullMarked
package dev.waybill.wire;

import org.jspecify.annotations.NullMarked;
