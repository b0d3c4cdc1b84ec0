package dev.waybill.webhook;

import dev.waybill.webhook.TurnedAway.Limit;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Bounds what one connection may have in memory: requests ahead of their answers, and answers that the peer doesn't read.
 * An answer counts as given when it has left for the network. While a second request waits, or the peer doesn't read,
 * nothing more is read from it: Vert.x itself would queue both without bound.
 */
final class Unanswered extends ChannelDuplexHandler {

    static final int MOST = 32;

    private final TurnedAway turnedAway;
    private final OutOfMemory outOfMemory;
    private int unanswered;
    private boolean held;

    Unanswered(TurnedAway turnedAway, OutOfMemory outOfMemory) {
        this.turnedAway = turnedAway;
        this.outOfMemory = outOfMemory;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (unanswered > MOST) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest && ++unanswered > MOST) {
            ReferenceCountUtil.release(message);
            turnedAway.at(Limit.PIPELINED);
            Connection.of(ctx.channel()).cut();
        } else {
            ctx.fireChannelRead(message);
            holdOrGoOn(ctx);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean interim =
                message instanceof FullHttpResponse full && full.status().code() == 100;
        if (message instanceof LastHttpContent && !interim) {
            ChannelPromise flushed = promise.unvoid();
            flushed.addListener((ChannelFuture written) -> {
                unanswered--;
                if (written.cause() != null) {
                    outOfMemory.endsIfItIs(written.cause());
                }
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

    /** Vert.x asks for more on grounds of its own. */
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

    private void holdOrGoOn(ChannelHandlerContext ctx) {
        boolean hold = unanswered > 1 || !ctx.channel().isWritable();
        if (hold != held) {
            held = hold;
            ctx.channel().config().setAutoRead(!hold);
        }
    }
}
