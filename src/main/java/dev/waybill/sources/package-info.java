/** The configured senders of webhooks: paths, headers, secrets, and doubt about a secret. */
@NullMarked
package dev.waybill.sources;

import org.jspecify.annotations.NullMarked;
