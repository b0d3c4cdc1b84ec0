package dev.waybill.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnansweredRequestsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Integer> exits = new ArrayList<>();
    private final Network network = new Network();
    private final List<ClientConnection> over = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            network,
            new UnansweredRequests(
                    new TurnedAwayCounts(meters, System::nanoTime), new OutOfMemory(exits::add), over::add));

    UnansweredRequestsTest() {
        new ClientConnection(channel, InetAddress.getLoopbackAddress());
    }

    @Test
    void one_request_is_worked_on_while_the_connection_is_read_so_that_its_end_is_noticed() {
        request();

        assertThat(isRead()).isTrue();
    }

    @Test
    void nothing_is_read_while_a_second_request_waits() {
        request();
        request();
        assertThat(isRead()).isFalse();

        answer();
        assertThat(isRead()).isTrue();
    }

    @Test
    void an_answer_that_has_not_left_is_not_given() {
        network.stuck = true;
        request();
        request();
        answer();
        answer();
        assertThat(isRead()).isFalse();

        network.letGo();
        assertThat(isRead()).isTrue();
    }

    @Test
    void a_request_is_inside_until_it_was_read_to_its_end() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/x"));
        answer();
        assertThat(over).isEmpty();

        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(over).containsOnly(ClientConnection.of(channel));
    }

    @Test
    void a_request_is_inside_until_its_answer_has_left() {
        network.stuck = true;
        request();
        request();
        answer();
        answer();
        assertThat(over).isEmpty();

        network.letGo();
        assertThat(over).containsExactly(ClientConnection.of(channel));
    }

    @Test
    void an_answer_speaks_our_http_whatever_the_request_spoke() {
        request();
        channel.writeOutbound(new DefaultFullHttpResponse(
                new HttpVersion("FORGED", 7, 7, false), HttpResponseStatus.NOT_IMPLEMENTED, Unpooled.EMPTY_BUFFER));

        assertThat(channel.<HttpResponse>readOutbound().protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void nothing_is_read_while_the_peer_does_not_read() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.runPendingTasks();
        assertThat(isRead()).isFalse();

        channel.config().setAutoRead(true); // Vert.x resumes for a reason of its own
        assertThat(isRead()).isFalse();

        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        assertThat(isRead()).isTrue();
    }

    @Test
    void more_than_32_that_came_at_once_close_the_connection() {
        for (int i = 0; i < UnansweredRequests.MOST; i++) {
            request();
        }
        assertThat(channel.isOpen()).isTrue();

        request();
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(meters.counter("waybill.listener.refused", "reason", "pipelined")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void memory_that_ran_out_ends_the_process_and_nothing_else_does() {
        channel.pipeline().fireExceptionCaught(new IllegalStateException("a fault"));
        assertThat(exits).isEmpty();

        channel.pipeline().fireExceptionCaught(new IllegalStateException(new OutOfMemoryError("direct")));
        assertThat(exits).containsExactly(3);
    }

    @Test
    void memory_that_ran_out_while_writing_ends_it_too() {
        network.failure = new OutOfMemoryError("direct");
        request();
        answer();

        assertThat(exits).containsOnly(3);
        assertThat(OutOfMemoryError.class).isAssignableFrom(OutOfDirectMemoryError.class);
    }

    private void request() {
        channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/x"));
    }

    private void answer() {
        channel.pipeline()
                .writeAndFlush(
                        new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND, Unpooled.EMPTY_BUFFER),
                        channel.voidPromise());
    }

    private boolean isRead() {
        return channel.config().isAutoRead();
    }

    /** Stands for the socket: it lets answers through, keeps them, or fails. */
    private static final class Network extends ChannelOutboundHandlerAdapter {

        private final List<ChannelPromise> kept = new ArrayList<>();
        private boolean stuck;
        private Throwable failure;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (stuck) {
                kept.add(promise);
            } else if (failure != null) {
                promise.setFailure(failure);
            } else {
                ctx.write(message, promise);
            }
        }

        private void letGo() {
            kept.forEach(ChannelPromise::setSuccess);
        }
    }
}
