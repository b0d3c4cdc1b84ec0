/**
 * Waybill, the drawing in words. Data flows one way; a room knows the room it hands to, never the one behind it.
 *
 * <p>{@code webhook} (verifies the HMAC, answers) hands to {@code inbox} (stores once), whose {@code inbox:} component
 * feeds the routes under {@code routes/}; they name destinations through {@code outbox:}, and {@code outbox} (queue, order,
 * retry) feeds the destinations' own routes. {@code console} reads both and carries the operator's commands;
 * {@code search} finds events for it, {@code body} says what of a body is shown to whom, {@code replay} works off the long
 * ones. {@code retention} purges from both what is finished and old. {@code database} opens the one PostgreSQL.
 * {@code erp}, {@code email} and {@code sftp} hold what those destinations need beyond YAML, {@code wire} takes down what
 * really goes out to them. {@code node} says which hubs are alive; {@code secret} holds secrets and follows their files;
 * {@code lint} reads the routes before any of them starts.
 */
@NullMarked
package dev.waybill;

import org.jspecify.annotations.NullMarked;
