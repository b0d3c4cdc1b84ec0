/** What the mappings under {@code routes/} need beyond jq: JSON that keeps every digit, Covver's times in UTC, and an end. */
@NullMarked
package dev.waybill.mapping;

import org.jspecify.annotations.NullMarked;
