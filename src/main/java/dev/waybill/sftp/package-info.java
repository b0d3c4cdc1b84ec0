/** Holds the connections to SFTP servers: settings, login and the repeatable upload. */
@NullMarked
package dev.waybill.sftp;

import org.jspecify.annotations.NullMarked;
