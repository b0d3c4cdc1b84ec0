package dev.waybill.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.function.Predicate;

/** The hub's only use of Vert.x internals, which Vert.x may change: the access to Netty's channels. */
public final class VertxInternals {

    private VertxInternals() {}

    /** @param entrance the check of each accepted connection before Vert.x has it; false closes it */
    public static Vertx vertx(VertxOptions options, Predicate<Channel> entrance) {
        return new VertxBuilder(options)
                .findTransport(new GuardedTransport(entrance))
                .init()
                .vertx();
    }

    public static ClientConnection connection(HttpConnection connection) {
        return ClientConnection.of(channel(connection));
    }

    /** Puts a handler between the HTTP codec and Vert.x's own. */
    public static void addBehindCodec(HttpConnection connection, String name, ChannelHandler handler) {
        channel(connection).pipeline().addBefore("handler", name, handler);
    }

    /** The event loop that runs the caller. */
    public static EventLoop loop(Vertx vertx) {
        return ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext().channel();
    }

    private static final class GuardedTransport extends JDKTransport {

        private final Predicate<Channel> entrance;

        GuardedTransport(Predicate<Channel> entrance) {
            this.entrance = entrance;
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return () -> new GuardedServer(entrance);
        }
    }

    private static final class GuardedServer extends NioServerSocketChannel {

        private final Predicate<Channel> entrance;

        GuardedServer(Predicate<Channel> entrance) {
            this.entrance = entrance;
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int before = accepted.size();
            int count = super.doReadMessages(accepted);
            while (accepted.size() > before) {
                Channel newcomer = (Channel) accepted.get(before);
                if (entrance.test(newcomer)) {
                    before++;
                } else {
                    accepted.remove(before);
                    newcomer.unsafe().closeForcibly();
                }
            }
            return count;
        }
    }
}
