package dev.waybill.mapping;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What Covver leaves open.
 *
 * @param timeZone the zone of times that Covver writes without one, an assumption: UTC
 */
@Validated
@ConfigurationProperties("waybill.covver")
record CovverSettings(@DefaultValue("UTC") ZoneId timeZone) {}
