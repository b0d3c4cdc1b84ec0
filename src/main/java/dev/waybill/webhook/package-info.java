/** The public door: verifies a webhook's signature, reads its envelope and answers. */
@NullMarked
package dev.waybill.webhook;

import org.jspecify.annotations.NullMarked;
