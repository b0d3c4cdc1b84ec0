/** Signs people and programs in to the management port, and ends their sessions. */
@NullMarked
package dev.waybill.signin;

import org.jspecify.annotations.NullMarked;
