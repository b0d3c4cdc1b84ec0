package dev.waybill.webhook;

import dev.waybill.inbox.Doubt;
import dev.waybill.inbox.Quarantine;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that {@code routes/covver-intake.camel.yaml} names, and the way back to it from quarantine. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    SecondCheck secondCheck() {
        return new SecondCheck(System::nanoTime);
    }

    @Bean
    Processor verifySignature(SecondCheck secondCheck, Quarantine quarantine, Doubt doubt, Tally tally) {
        return new VerifySignature(secondCheck, quarantine, doubt, tally);
    }

    @Bean
    Processor readEnvelope() {
        return new ReadEnvelope();
    }

    @Bean
    Processor answerAccepted(Tally tally) {
        return AnswerStored.accepted(tally);
    }

    @Bean
    Processor answerDuplicate(Tally tally) {
        return AnswerStored.duplicate(tally);
    }
}
