/** Opens the one PostgreSQL, embedded or by URL, and refuses one that could lose what was acknowledged. */
@NullMarked
package dev.waybill.database;

import org.jspecify.annotations.NullMarked;
