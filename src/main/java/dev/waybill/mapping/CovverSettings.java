package dev.waybill.mapping;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Covver leaves open.
 *
 * @param timeZone the zone of times that Covver writes without one, an assumption: UTC
 */
@ConfigurationProperties("waybill.covver")
record CovverSettings(@DefaultValue("UTC") ZoneId timeZone) {}
