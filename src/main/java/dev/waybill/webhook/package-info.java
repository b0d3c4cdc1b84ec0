/** The steps of the intake route: verify, read the envelope, answer. */
@NullMarked
package dev.waybill.webhook;

import org.jspecify.annotations.NullMarked;
