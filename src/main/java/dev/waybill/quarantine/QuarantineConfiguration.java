package dev.waybill.quarantine;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
public class QuarantineConfiguration {

    @Bean
    Quarantine quarantine(
            @Qualifier("intakeJdbc") JdbcClient intake, QuarantineSettings settings, MeterRegistry meters) {
        return new Quarantine(intake, settings, System::nanoTime, meters);
    }
}
