package dev.waybill.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.Slow;
import dev.waybill.outbox.TestOutbox;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attempt that is cut off ends: it keeps neither a thread nor a connection, and the other destinations go on. */
@Slow
class CutOffTest {

    private static final int EVENTS = 10;

    /** For a mapping that never ends: it computes for as long as it may. */
    private static final Duration SHORT = Duration.ofMillis(250);

    /** The fault at which another limit is reached first. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private TestOutbox outbox;

    @AfterEach
    void close() {
        outbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f: if . > 99 then . else (.+1 | f), (.+1 | f) end; 0 | [f | empty]",
                "0 | [recurse(if . < 99 then .+1, .+1 else empty end) | empty]",
                "[range(999999) | range(999999) | empty]",
                "try ([range(999999) | range(999999) | empty]) catch 1",
                "def p: def q: if . > 99 then . else (.+1 | q), (.+1 | q) end; q; reduce (0 | p) as $x (0; 0)"
            })
    void a_jq_that_never_ends_does(String jq) throws Exception {
        endsTenTimes(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp").setBody(constant("{}")).transform().jq(jq).to("outside:erp");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"<#list 1.. as i></#list>", """
        <#macro m n><#if n < 99><@m n+1/><@m n+1/></#if></#macro><@m 0/>\
        """})
    void a_template_that_never_ends_does(String text, @TempDir Path folder) throws Exception {
        Path template = Files.writeString(folder.resolve("letter.ftl"), text);
        endsTenTimes(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp").to("freemarker:file:" + template).to("outside:erp");
            }
        });
    }

    private void endsTenTimes(RouteBuilder route) throws Exception {
        outbox = new TestOutbox(SHORT).with(route);
        for (int i = 0; i < EVENTS; i++) {
            outbox.route("event " + i, "group " + i);
        }
        outbox.awaitAttempts(3);
        outbox.letAnotherPass();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> outbox.queue.states("erp").size() == EVENTS
                        && outbox.leased() == 0
                        && new Pauses(outbox.queue.jdbc).find("erp").isPresent());
        assertThat(outbox.queue.attempts())
                .filteredOn(attempt -> String.valueOf(attempt.get("reason")).startsWith("the mapping took too long"))
                .hasSizeGreaterThanOrEqualTo(3);
        await().atMost(Duration.ofSeconds(10)).until(() -> busy() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[range(1e12)]", "[range(0; 1e12; 1)]"})
    void a_range_beyond_all_measure_is_an_error_before_the_memory_is_full(String jq) throws Exception {
        outbox = new TestOutbox(LONG).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp").setBody(constant("{}")).transform().jq(jq).to("outside:erp");
            }
        });
        outbox.route("event", null);
        assertThat(outbox.awaitAttempts(1).getFirst())
                .containsEntry("reason", "the mapping is broken: range gives more than 1000000 numbers");
    }

    @Test
    void a_template_without_an_end_is_an_error_before_the_memory_is_full(@TempDir Path folder) throws Exception {
        Path template = Files.writeString(
                folder.resolve("letter.ftl"), "<#list 1.. as i>%s</#list>".formatted("x".repeat(9000)));
        outbox = new TestOutbox(LONG).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp").to("freemarker:file:" + template).to("outside:erp");
            }
        });
        outbox.route("event", null);
        assertThat(outbox.awaitAttempts(1).getFirst())
                .containsEntry("reason", "the mapping is broken: the template makes more than 33554432 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 2|0",
                "HTTP/1.1 200 OK\r\nX-A: |b",
                "HTTP/1.1 200 OK\r\n|X-A: b\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n|HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\n|Link: b\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n|x"
            })
    void an_http_answer_without_an_end_is_cut_off_and_its_connection_closed(String answer) throws Exception {
        isCutOff(answer, "http://127.0.0.1:%d/a?httpMethod=POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22|0", "220-hello\r\n|220-hello\r\n", "220 hello\r\n|250-more\r\n"})
    void a_mail_server_s_answer_without_an_end_is_too(String answer) throws Exception {
        isCutOff(answer, "smtp://127.0.0.1:%d?from=a@example.com&to=b@example.com");
    }

    private void isCutOff(String answer, String address) throws Exception {
        try (Dripping server = new Dripping(answer)) {
            outbox = new TestOutbox(LONG).with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("outbox:erp?attemptTimeout=300")
                            .to(address.formatted(server.port()))
                            .transform(body().convertToString()) // reads the answer
                            .to("outside:erp");
                }
            });
            IntStream.range(0, EVENTS).forEach(i -> outbox.route("event " + i, "group " + i));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> outbox.queue.states("erp").stream().allMatch("DEAD"::equals));
            assertThat(outbox.queue.attempts())
                    .allSatisfy((Map<String, Object> attempt) -> assertThat(attempt)
                            .containsEntry("outcome", "FAILED")
                            .containsEntry("reason", "timed out: cut off after 300 ms"));
            outbox.letAnotherPass();
            await().atMost(Duration.ofSeconds(20)).until(() -> busy() == 0 && server.open() == 0);
        }
    }

    private int busy() {
        return outbox.attemptsUnderWay();
    }

    /** Answers with what stands before the bar, and then again and again with what stands behind it. */
    private static final class Dripping implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger open = new AtomicInteger();
        private final String[] answer;

        Dripping(String answer) throws IOException {
            this.answer = answer.split("\\|");
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        open.incrementAndGet();
                        Thread.ofVirtual().start(() -> answer(socket));
                    } catch (IOException e) {
                        return; // closed
                    }
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        int open() {
            return open.get();
        }

        private void answer(Socket socket) {
            try (socket) {
                OutputStream out = socket.getOutputStream();
                out.write(answer[0].getBytes(ISO_8859_1));
                while (!server.isClosed()) {
                    out.write(answer[1].getBytes(ISO_8859_1));
                    out.flush();
                    LockSupport.parkNanos(5_000_000);
                }
            } catch (IOException e) {
                // hung up, as it should
            } finally {
                open.decrementAndGet();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
