/** The console's pages of authors: plans with their differences, an editor that stores nothing, revisions, and connections. */
@NullMarked
package dev.waybill.authorpages;

import org.jspecify.annotations.NullMarked;
