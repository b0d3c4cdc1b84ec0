package dev.waybill.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import org.junit.jupiter.api.Test;

/** The lines of a kept webhook that stay hidden. */
class ResubmitWebhookTest {

    @Test
    void a_signature_stays_hidden_and_other_lines_do_not() {
        Source shop = TestSources.of("shop", "preset=shopify");
        assertThat(ResubmitWebhook.isProof(shop, "x-shopify-hmac-sha256")).isTrue();
        assertThat(ResubmitWebhook.isProof(shop, "Authorization")).isTrue();
        assertThat(ResubmitWebhook.isProof(shop, "X-Shopify-Topic")).isFalse();
        assertThat(ResubmitWebhook.isProof(shop, "?key")).isTrue();
    }

    @Test
    void any_line_may_hold_the_secret_of_a_sender_that_signs_nothing_or_is_gone() {
        Source gelato = TestSources.of("gelato", "preset=gelato", "signature-header=X-New");
        for (Source source : new Source[] {gelato, null}) {
            assertThat(ResubmitWebhook.isProof(source, "X-New")).isTrue();
            assertThat(ResubmitWebhook.isProof(source, "X-Old")).isTrue();
            assertThat(ResubmitWebhook.isProof(source, "Content-Type")).isFalse();
            assertThat(ResubmitWebhook.isProof(source, "?key")).isTrue();
        }
    }
}
