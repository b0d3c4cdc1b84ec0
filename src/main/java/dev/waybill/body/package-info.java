/** Shows bodies and names to people: indented, without harmful characters, and masked for viewers. */
@NullMarked
package dev.waybill.body;

import org.jspecify.annotations.NullMarked;
