package dev.waybill.sockets;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;

/**
 * Takes in each new connection. The connection is counted before a byte of it is read, and its buffers are kept small.
 * A trusted proxy has to name its client first.
 */
public final class AcceptConnection implements Predicate<Channel> {

    /** The largest number of bytes read at once, which also bounds the kept part of an unfinished head. */
    private static final int MOST_READ = 16 << 10;

    /**
     * The bounds for unsent answers. Above the higher one, no request is read from the connection until its answers are
     * below the lower one.
     */
    private static final WriteBufferWaterMark UNREAD_ANSWERS = new WriteBufferWaterMark(8 << 10, 32 << 10);

    private final Connections connections;
    private final NamedProxies proxies;
    private final boolean proxyProtocol;
    private final TurnedAwayCounts turnedAway;
    private final OutOfMemory outOfMemory;

    public AcceptConnection(
            Connections connections,
            NamedProxies proxies,
            boolean proxyProtocol,
            TurnedAwayCounts turnedAway,
            OutOfMemory outOfMemory) {
        this.connections = connections;
        this.proxies = proxies;
        this.proxyProtocol = proxyProtocol;
        this.turnedAway = turnedAway;
        this.outOfMemory = outOfMemory;
    }

    @Override
    public boolean test(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            return false; // it is gone already
        }
        InetAddress peer = remote.getAddress();
        ClientConnection connection = connections.begin(channel, peer);
        if (!connections.opened(connection)) {
            return false;
        }
        channel.config().setWriteBufferWaterMark(UNREAD_ANSWERS);
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(512, 2 << 10, MOST_READ));
        channel.pipeline().addLast("entrance", new Threshold(connection));
        if (proxyProtocol && proxies.trust(peer)) {
            channel.pipeline().addLast("proxy-decoder", new HAProxyMessageDecoder());
            channel.pipeline().addLast("proxy", new ProxyHeader(connections, turnedAway));
        }
        return true;
    }

    /** The first of all handlers, so that it sees everything that happens to the connection. */
    private final class Threshold extends ChannelInboundHandlerAdapter {

        private final ClientConnection connection;

        Threshold(ClientConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            connections.begun(connection);
            ctx.fireChannelRead(message);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            connections.closed(connection);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            connections.closed(connection);
            ctx.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            outOfMemory.endsIfItIs(cause);
            ctx.fireExceptionCaught(cause);
        }
    }
}
