package dev.waybill.mapping;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for parts of the format that Covver doesn't specify.
 *
 * @param timeZone the zone of times that Covver writes without one; UTC by assumption
 */
@Validated
@ConfigurationProperties("waybill.covver")
record CovverSettings(@DefaultValue("UTC") ZoneId timeZone) {}
