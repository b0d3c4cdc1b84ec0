/** Who may use the management port: users who sign in, and tokens for programs. */
@NullMarked
package dev.waybill.access;

import org.jspecify.annotations.NullMarked;
