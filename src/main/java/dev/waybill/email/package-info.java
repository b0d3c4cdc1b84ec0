/** What the email destination needs beyond YAML: its settings. */
@NullMarked
package dev.waybill.email;

import org.jspecify.annotations.NullMarked;
