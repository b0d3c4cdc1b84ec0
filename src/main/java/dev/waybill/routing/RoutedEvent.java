package dev.waybill.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event whose route has ended well.
 *
 * @param id the event's id, which is also its place in every lane
 * @param group its message group; null if no order applies
 * @param lines the destinations that its route named, at least one
 */
public record RoutedEvent(long id, String source, @Nullable String group, List<RoutingSlip.Line> lines) {}
