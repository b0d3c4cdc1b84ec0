package dev.waybill.revision;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Publishing through this hub.
 *
 * @param enabled true if operators may publish: whoever may can run code in all hubs
 */
@Validated
@ConfigurationProperties("waybill.publish")
public record PublishSettings(@DefaultValue("false") boolean enabled) {}
