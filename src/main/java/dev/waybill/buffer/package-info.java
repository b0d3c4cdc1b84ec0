/** Takes the webhooks of chosen sources into a topic in front of the inbox, and from there into the inbox. */
@NullMarked
package dev.waybill.buffer;

import org.jspecify.annotations.NullMarked;
