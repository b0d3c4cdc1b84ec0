package dev.waybill.sockets;

import dev.waybill.sockets.TurnedAwayCounts.Limit;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * Bounds the memory of one connection: requests ahead of their answers, and answers that the peer doesn't read. An
 * answer counts as given when it has left for the network. While a second request waits, or the peer doesn't read,
 * nothing more is read from the connection. Vert.x itself would queue both without bound. The connection counts as idle
 * once all its requests are read and answered.
 */
public final class UnansweredRequests extends ChannelDuplexHandler {

    static final int MOST = 32;

    private final TurnedAwayCounts turnedAway;
    private final OutOfMemory outOfMemory;
    private final Consumer<ClientConnection> over;
    private int unanswered;
    private boolean reading;
    private boolean held;

    /** @param over the action for a connection once all its requests are read and answered */
    public UnansweredRequests(TurnedAwayCounts turnedAway, OutOfMemory outOfMemory, Consumer<ClientConnection> over) {
        this.turnedAway = turnedAway;
        this.outOfMemory = outOfMemory;
        this.over = over;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (unanswered > MOST) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest && ++unanswered > MOST) {
            ReferenceCountUtil.release(message);
            turnedAway.at(Limit.PIPELINED);
            ClientConnection.of(ctx.channel()).cut();
        } else {
            boolean last = message instanceof LastHttpContent;
            reading = !last;
            ctx.fireChannelRead(message);
            if (last) {
                overIfAllIs(ctx);
            }
            holdOrGoOn(ctx);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            response.setProtocolVersion(HttpVersion.HTTP_1_1); // Vert.x repeats the sender's, even an invalid one
        }
        boolean interim =
                message instanceof FullHttpResponse full && full.status().code() == 100;
        if (message instanceof LastHttpContent && !interim) {
            ChannelPromise flushed = promise.unvoid();
            flushed.addListener((ChannelFuture written) -> {
                unanswered--;
                if (written.cause() != null) {
                    outOfMemory.endsIfItIs(written.cause());
                }
                overIfAllIs(ctx);
                holdOrGoOn(ctx);
            });
            ctx.write(message, flushed);
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        holdOrGoOn(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    /** Holds reads back, because Vert.x also asks for more on its own. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (held) {
            ctx.channel().config().setAutoRead(false);
        } else {
            ctx.read();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        outOfMemory.endsIfItIs(cause);
        ctx.fireExceptionCaught(cause);
    }

    private void overIfAllIs(ChannelHandlerContext ctx) {
        if (unanswered == 0 && !reading) {
            over.accept(ClientConnection.of(ctx.channel()));
        }
    }

    private void holdOrGoOn(ChannelHandlerContext ctx) {
        boolean hold = unanswered > 1 || !ctx.channel().isWritable();
        if (hold != held) {
            held = hold;
            ctx.channel().config().setAutoRead(!hold);
        }
    }
}
