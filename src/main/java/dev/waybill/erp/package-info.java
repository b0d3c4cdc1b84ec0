/** What the ERP destination needs beyond YAML: its settings and its access token. */
@NullMarked
package dev.waybill.erp;

import org.jspecify.annotations.NullMarked;
