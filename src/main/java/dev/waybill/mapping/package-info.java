/** Holds the jq functions, templates and data formats that mappings under {@code routes/} use. */
@NullMarked
package dev.waybill.mapping;

import org.jspecify.annotations.NullMarked;
