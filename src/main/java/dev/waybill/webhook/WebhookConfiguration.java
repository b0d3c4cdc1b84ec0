package dev.waybill.webhook;

import dev.waybill.signature.ReserializedCheck;
import dev.waybill.sources.SourceDoubt;
import java.time.Clock;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that {@code routes/covver-intake.camel.yaml} names. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    ReserializedCheck secondCheck() {
        return new ReserializedCheck(System::nanoTime);
    }

    @Bean
    Processor verifySignature(ReserializedCheck secondCheck, SourceDoubt doubt, WebhookMetrics tally, Clock clock) {
        return new VerifySignature(secondCheck, doubt, new SentTime(clock, System::nanoTime), tally);
    }

    @Bean
    Processor readEnvelope() {
        return new ReadEnvelope();
    }

    @Bean
    Processor answerAccepted(WebhookMetrics tally) {
        return AnswerStored.accepted(tally);
    }

    @Bean
    Processor answerDuplicate(WebhookMetrics tally) {
        return AnswerStored.duplicate(tally);
    }
}
