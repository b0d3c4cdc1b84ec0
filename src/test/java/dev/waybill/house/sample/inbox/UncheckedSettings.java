package dev.waybill.house.sample.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Bad: any size would do. */
@ConfigurationProperties("sample.inbox")
record UncheckedSettings(int size) {}
