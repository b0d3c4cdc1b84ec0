/** The pages of the console: each shows one thing and offers its commands. */
@NullMarked
package dev.waybill.pages;

import org.jspecify.annotations.NullMarked;
