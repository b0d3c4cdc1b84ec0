package dev.waybill.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.RawHttp;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);

    @Test
    void a_stop_answers_what_is_inside_refuses_newcomers_and_then_closes() throws Exception {
        TestDoor door = TestDoor.open();
        int port = door.port();
        CountDownLatch held = door.database.hold();
        try (Socket inside = RawHttp.connect(port)) {
            inside.getOutputStream()
                    .write(RawHttp.post(ORDER)
                            .header("covverSignature", TestDoor.sign(ORDER))
                            .header("covverIdempotencyKey", "inside")
                            .bytes());
            await().until(() -> door.bean(Admission.class).requests() == 1);

            CompletableFuture<Void> stop = CompletableFuture.runAsync(door::close);
            await().untilAsserted(() -> {
                HttpResponse<String> newcomer = door.send(TestDoor.ORDER);
                assertThat(newcomer.statusCode()).isEqualTo(503);
                assertThat(newcomer.headers().firstValue("retry-after")).hasValue("5");
                assertThat(newcomer.headers().firstValue("connection")).hasValue("close");
            });
            assertThat(stop).isNotDone();

            held.countDown();

            RawHttp.Answer answer = RawHttp.Answer.read(inside.getInputStream());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("accepted");
            stop.get();
        }
        assertThatThrownBy(() -> RawHttp.connect(port)).isInstanceOf(ConnectException.class);
        assertThat(door.events()).isEqualTo(1);
    }
}
