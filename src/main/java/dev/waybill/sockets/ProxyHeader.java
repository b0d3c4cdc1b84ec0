package dev.waybill.sockets;

import dev.waybill.sockets.TurnedAwayCounts.Limit;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PROXY protocol header, version 1 or 2, that a trusted proxy sends before anything else. The protocol
 * forbids guessing whether it is there, so a connection without it is closed.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {

    private final Connections connections;
    private final TurnedAwayCounts turnedAway;
    private boolean refused;

    ProxyHeader(Connections connections, TurnedAwayCounts turnedAway) {
        this.connections = connections;
        this.turnedAway = turnedAway;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(message);
            refuse(ctx);
            return;
        }
        try {
            InetAddress client = client(header);
            ClientConnection connection = ClientConnection.of(ctx.channel());
            if (client != null && !connections.speaksFor(connection, client)) {
                connection.cut();
            } else {
                ctx.pipeline().remove(this);
            }
        } finally {
            header.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx);
    }

    private void refuse(ChannelHandlerContext ctx) {
        if (!refused) {
            refused = true;
            turnedAway.at(Limit.PROXY_PROTOCOL);
            ClientConnection.of(ctx.channel()).cut();
        }
    }

    /** Returns the named client; null if the proxy speaks for itself, for example in a health check. */
    private static @Nullable InetAddress client(HAProxyMessage header) {
        String source = header.sourceAddress();
        return source == null ? null : NetUtil.createInetAddressFromIpAddressString(source);
    }
}
