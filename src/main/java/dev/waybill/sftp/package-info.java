/** Holds the parts of the SFTP destination that YAML cannot express: settings, login and the repeatable upload. */
@NullMarked
package dev.waybill.sftp;

import org.jspecify.annotations.NullMarked;
