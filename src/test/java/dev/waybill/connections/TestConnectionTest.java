package dev.waybill.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TestConnectionTest {

    @Test
    void a_slow_one_is_given_up_and_interrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TestConnection.Seen seen = new TestConnection(Duration.ofMillis(50)).of(testing(() -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return "";
        }));
        assertThat(seen).isEqualTo(new TestConnection.Seen(false, "No result within 0 s."));
        interrupted.await();
    }

    @Test
    void one_at_a_time_is_tested() throws Exception {
        TestConnection test = new TestConnection();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                test.of(testing(() -> {
                    begun.countDown();
                    end.await();
                    return "good";
                }));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        assertThat(test.of(testing(() -> "good"))).isNull();
        end.countDown();
        first.join();
        assertThat(test.of(testing(() -> "good"))).isEqualTo(new TestConnection.Seen(true, "good"));
    }

    @Test
    void a_failure_is_told_with_its_causes_in_one_line_without_the_secret() throws Exception {
        Exception failure = new IllegalStateException(
                "no login",
                new IllegalArgumentException("the server\r\nechoes s3cret.", new RuntimeException("s3cret")));
        assertThat(new TestConnection().of(testing(() -> {
                    throw failure;
                })))
                .isEqualTo(new TestConnection.Seen(false, "no login: the server echoes ***."));
    }

    private static Connection testing(Callable<String> test) {
        return new Connection() {
            @Override
            public Basics basics() {
                return new Basics("erp", Kind.HTTP, true, "ERP_URL");
            }

            @Override
            public String address() {
                return "";
            }

            @Override
            public String part(String part) {
                return "";
            }

            @Override
            public List<String> secrets() {
                return List.of("s3cret");
            }

            @Override
            public String test() throws Exception {
                return test.call();
            }
        };
    }
}
