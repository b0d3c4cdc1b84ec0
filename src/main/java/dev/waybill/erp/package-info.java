/** Holds the parts of the ERP destination that YAML cannot express: settings, access token and bounded answers. */
@NullMarked
package dev.waybill.erp;

import org.jspecify.annotations.NullMarked;
