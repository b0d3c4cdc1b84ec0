/** Revisions: the published bundles in PostgreSQL, which of them is live or tried, and the commands that change that. */
@NullMarked
package dev.waybill.revision;

import org.jspecify.annotations.NullMarked;
