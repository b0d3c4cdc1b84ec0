package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fuzz.Campaign;
import dev.waybill.fuzz.Target;
import dev.waybill.kit.RawHttp;
import dev.waybill.listener.TestDoor;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzzer in short: the committed inputs and some made of them. {@code bench/fuzz} tries ten million. */
@ResourceLock(TestDoor.SHARED)
class FuzzTest {

    private static final int INPUTS = 25_000;
    private static final int AT_THE_DOOR = 500;
    private static final Campaign CAMPAIGN = new Campaign(20261129, 2);

    static List<Target> targets() {
        return Fuzzed.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void no_input_does_what_none_may(Target target) throws Exception {
        CAMPAIGN.run(target, INPUTS);
    }

    @Test
    void no_request_does_what_none_may() throws Exception {
        new Campaign(20261129, FuzzedDoor.CONNECTIONS).run(FuzzedDoor.shared(), AT_THE_DOOR);
    }

    /** Found by the fuzzer; Vert.x repeats whatever stands before the slash of a version that it does not speak. */
    @Test
    void an_answer_says_our_version_and_never_the_sender_s() throws Exception {
        try (Socket socket = RawHttp.connect(TestDoor.shared().port())) {
            socket.getOutputStream()
                    .write("GET / FORGED]]]/7.7\r\nHost: waybill\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 501 ");
        }
    }
}
