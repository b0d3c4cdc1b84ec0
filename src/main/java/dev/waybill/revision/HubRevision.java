package dev.waybill.revision;

import org.jspecify.annotations.Nullable;

/**
 * The revision that a running hub runs.
 *
 * @param node the hub's node, as attempts have it
 * @param hub its name
 * @param number the revision; null if its routes are none
 * @param canary the canary that it has made ready; null without one
 * @param change the change of the live revision that it has acted on
 * @param problem the reason why it could not follow; null if it did
 */
public record HubRevision(
        long node,
        String hub,
        @Nullable Integer number,
        @Nullable Integer canary,
        long change,
        @Nullable String problem) {}
