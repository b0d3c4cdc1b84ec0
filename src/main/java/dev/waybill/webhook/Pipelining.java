package dev.waybill.webhook;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Bounds the requests that one connection sends before their answers. Vert.x queues them without bound, before the gate
 * sees them: a stranger could fill the memory through one connection.
 */
final class Pipelining extends ChannelDuplexHandler {

    static final int MAX_UNANSWERED = 32;

    private int unanswered;

    private Pipelining() {}

    static void limit(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .pipeline()
                .addBefore("handler", "pipelining", new Pipelining());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest && ++unanswered > MAX_UNANSWERED) {
            ReferenceCountUtil.release(message);
            ctx.close();
        } else if (unanswered > MAX_UNANSWERED) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean interim =
                message instanceof FullHttpResponse full && full.status().code() == 100;
        if (message instanceof LastHttpContent && !interim) {
            unanswered--;
        }
        ctx.write(message, promise);
    }
}
