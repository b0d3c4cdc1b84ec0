/** Whole-hub stories: the shipped jar as a process of its own, over real HTTP, SFTP, SMTP and PostgreSQL. */
@NullMarked
package dev.waybill.story;

import org.jspecify.annotations.NullMarked;
