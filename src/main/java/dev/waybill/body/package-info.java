/** Shows bodies and names to people: indented, harmless, and masked for viewers. */
@NullMarked
package dev.waybill.body;

import org.jspecify.annotations.NullMarked;
