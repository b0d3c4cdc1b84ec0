/** The public HTTP port: admits requests, reads their bodies and hands them to the intake route. */
@NullMarked
package dev.waybill.listener;

import org.jspecify.annotations.NullMarked;
