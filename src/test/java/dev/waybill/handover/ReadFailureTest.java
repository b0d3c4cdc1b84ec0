package dev.waybill.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSchException;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import dev.waybill.outbox.Refused;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadFailureTest {

    private final ReadFailure failure = new ReadFailure(Clock.systemUTC());

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(new UnknownHostException("erp.invalid"), "the host name is unknown: erp.invalid"),
                Arguments.of(
                        new ConnectException("Connection refused"),
                        "the connection was refused or failed: Connection refused"),
                Arguments.of(new SocketException("Connection reset"), "the connection broke: Connection reset"),
                Arguments.of(new SocketTimeoutException("Read timed out"), "timed out: Read timed out"),
                Arguments.of(new InterruptedIOException("cut"), "timed out: cut"),
                Arguments.of(new TimeoutException(), "timed out: TimeoutException"),
                Arguments.of(new SSLHandshakeException("bad certificate"), "TLS failed: bad certificate"),
                Arguments.of(new IllegalStateException(" "), "IllegalStateException"),
                Arguments.of(
                        new GenericFileOperationFailedException("Cannot store x.csv", new IOException("disk full")),
                        "Cannot store x.csv, because disk full"),
                Arguments.of(
                        new CamelExecutionException("Sending", null, new ConnectException("Connection refused")),
                        "the connection was refused or failed: Connection refused"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void what_may_pass_is_tried_again_with_a_reason_of_its_own(Throwable thrown, String reason) {
        assertThat(outcomeOf(thrown)).isInstanceOfSatisfying(TryAgain.class, again -> {
            assertThat(again.answer().reason()).endsWith(reason);
            assertThat(again.requestedPause()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void an_answer_that_no_repeat_can_change_is_given_up(int status) {
        assertThat(outcomeOf(http(status, "Nope", Map.of(), "{\"field\":\"price\"}")))
                .isInstanceOfSatisfying(GivenUp.class, given -> {
                    assertThat(given.answer().status()).isEqualTo(status);
                    assertThat(given.answer().reason()).isEqualTo("HTTP " + status + " Nope");
                    assertThat(given.answer().body()).asString().isEqualTo("{\"field\":\"price\"}");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 408, 409, 410, 429, 500, 501, 502, 503, 504, 599})
    void any_other_error_of_the_other_side_is_tried_again(int status) {
        assertThat(outcomeOf(http(status, "Later", Map.of(), null))).isInstanceOfSatisfying(TryAgain.class, again -> {
            assertThat(again.answer().status()).isEqualTo(status);
            assertThat(again.answer().reason()).isEqualTo("HTTP " + status + " Later");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_named_and_tried_again(int status) {
        assertThat(outcomeOf(http(status, "Found", Map.of(), null)))
                .isInstanceOfSatisfying(
                        TryAgain.class,
                        again -> assertThat(again.answer().reason())
                                .isEqualTo("HTTP " + status
                                        + ": the destination redirects, and redirects are never followed"));
    }

    static Stream<Throwable> outages() {
        return Stream.of(
                new UnknownHostException("erp.invalid"),
                new ConnectException("Connection refused"),
                new SocketException("Connection reset"),
                new SocketTimeoutException("Read timed out"),
                new InterruptedIOException("cut"),
                new TimeoutException(),
                new SSLHandshakeException("bad certificate"),
                new NoHttpResponseException("erp failed to respond"),
                new GenericFileOperationFailedException("Cannot connect", new JSchException("session is down")),
                new MessagingException("Sending", new AuthenticationFailedException("535")),
                new CamelExecutionException("Sending", null, new ConnectException("Connection refused")));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void what_keeps_every_delivery_from_arriving_counts_for_the_circuit(Throwable outage) {
        assertThat(outcomeOf(outage))
                .isInstanceOfSatisfying(
                        TryAgain.class, again -> assertThat(again.unreachable()).isTrue());
    }

    static Stream<Throwable> faultsOfOne() {
        return Stream.of(
                new IllegalStateException("a mapping"),
                new IOException("disk full"),
                new GenericFileOperationFailedException("Cannot store x.csv", new IOException("disk full")));
    }

    @ParameterizedTest
    @MethodSource("faultsOfOne")
    void what_may_lie_in_the_delivery_does_not(Throwable fault) {
        assertThat(outcomeOf(fault))
                .isInstanceOfSatisfying(
                        TryAgain.class, again -> assertThat(again.unreachable()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 409, 429, 500, 502, 503, 504})
    void a_status_counts_for_the_circuit_if_it_speaks_of_the_whole_destination(int status) {
        assertThat(outcomeOf(http(status, "Later", Map.of(), null)))
                .isInstanceOfSatisfying(
                        TryAgain.class,
                        again -> assertThat(again.unreachable())
                                .isEqualTo(List.of(429, 502, 503, 504).contains(status)));
    }

    @Test
    void what_the_other_side_asks_for_is_kept() {
        assertThat(outcomeOf(http(503, "Busy", Map.of("Retry-After", "90"), null)))
                .isInstanceOfSatisfying(
                        TryAgain.class,
                        again -> assertThat(again.requestedPause()).isEqualTo(Duration.ofSeconds(90)));
    }

    @Test
    void a_route_that_refuses_is_believed_however_deep_it_says_so() {
        var wrapped = new CamelExecutionException("Mapping", null, new RuntimeException(new Refused("no order id")));
        assertThat(outcomeOf(wrapped))
                .isInstanceOfSatisfying(
                        GivenUp.class,
                        given -> assertThat(given.answer().reason()).isEqualTo("no order id"));
    }

    @Test
    void an_answer_is_kept_up_to_two_kibibytes_and_a_reason_up_to_a_thousand_characters() {
        Outcome outcome = outcomeOf(http(500, "x".repeat(5000), Map.of(), "y".repeat(5000)));
        assertThat(outcome.answer().body()).hasSize(2048);
        assertThat(outcome.answer().reason()).hasSize(1000);
    }

    @Test
    void a_chain_of_causes_that_bites_its_tail_is_survived() {
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        assertThat(outcomeOf(first)).isInstanceOf(TryAgain.class);
    }

    private static HttpOperationFailedException http(
            int status, String text, Map<String, String> headers, String body) {
        return new HttpOperationFailedException("http://erp", status, text, null, headers, body);
    }

    private Outcome outcomeOf(Throwable thrown) {
        return failure.outcomeOf(thrown, true);
    }
}
