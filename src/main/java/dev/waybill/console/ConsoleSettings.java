package dev.waybill.console;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The management port's own settings; address and port are Spring's {@code server.*}.
 *
 * @param allowedHosts names, without a port, beside loopback's that a request may call us by
 */
@Validated
@ConfigurationProperties("waybill.console")
record ConsoleSettings(@DefaultValue List<String> allowedHosts) {

    ConsoleSettings {
        allowedHosts =
                allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }
}
