/** Opens the one PostgreSQL, embedded or by URL, and refuses one that could lose a commit. */
@NullMarked
package dev.waybill.database;

import org.jspecify.annotations.NullMarked;
