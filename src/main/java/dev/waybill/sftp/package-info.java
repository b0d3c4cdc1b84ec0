/** What the SFTP destination needs beyond YAML: its settings and its sure upload. */
@NullMarked
package dev.waybill.sftp;

import org.jspecify.annotations.NullMarked;
