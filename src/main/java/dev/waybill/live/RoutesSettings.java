package dev.waybill.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code waybill.routes.*}.
 *
 * @param source where the routes come from at a start
 * @param watch true if each change of the folder's files is tried on this hub
 */
@Validated
@ConfigurationProperties("waybill.routes")
record RoutesSettings(
        @DefaultValue("folder") RouteSource source,
        @DefaultValue("false") boolean watch) {}
