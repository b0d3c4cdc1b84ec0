/** The parts of the SFTP destination that YAML cannot say: settings, login and the repeatable upload. */
@NullMarked
package dev.waybill.sftp;

import org.jspecify.annotations.NullMarked;
