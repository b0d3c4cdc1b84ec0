package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageEventsTest {

    private final PageEvents live = new PageEvents(1);

    @BeforeEach
    void start() {
        live.start();
    }

    @Test
    void a_viewer_without_a_place_is_let_go_at_once_and_a_stop_ends_the_others() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> stream(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                begun.countDown();
            }
        }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(live.hasRoom()).isFalse();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        live.stream(second);
        assertThat(second.size()).isZero();
        live.stop();
        first.get(10, TimeUnit.SECONDS);
        live.start();
        assertThat(live.hasRoom()).isTrue();
    }

    @Test
    void a_viewer_that_has_gone_gives_its_place_back() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> live.stream(gone)).isInstanceOf(IOException.class);
        assertThat(live.hasRoom()).isTrue();
    }

    @Test
    void what_is_told_holds_no_data() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        CompletableFuture<Void> viewer = CompletableFuture.runAsync(() -> stream(new OutputStream() {
            @Override
            public void write(int one) {
                told.write(one);
            }

            @Override
            public void flush() {
                live.stop();
            }
        }));
        viewer.join();
        assertThat(told.toString(UTF_8)).isEqualTo("retry: 3000\n\nevent: beat\ndata:\n\n");
    }

    private void stream(OutputStream out) {
        try {
            live.stream(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
