/** ShownBodies as people read them: indented, harmless, and for viewers without what a setting hides. */
@NullMarked
package dev.waybill.body;

import org.jspecify.annotations.NullMarked;
