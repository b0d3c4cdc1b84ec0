/** Verifies a signature over the raw bytes of a body or over its ECMAScript re-serialisation. */
@NullMarked
package dev.waybill.signature;

import org.jspecify.annotations.NullMarked;
