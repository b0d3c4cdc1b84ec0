/** What the mappings under {@code routes/} need beyond jq: JSON that keeps every digit, and Covver's times in UTC. */
@NullMarked
package dev.waybill.mapping;

import org.jspecify.annotations.NullMarked;
