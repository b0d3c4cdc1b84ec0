package dev.waybill.smtp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of one transport. They connect to the address whose turn it is; Jakarta Mail would take the name's
 * first one. They also end an endless answer: Angus Mail keeps all lines of an answer in memory.
 */
final class SmtpSockets extends SocketFactory {

    /** Far above a whole dialogue, which takes a few KiB. */
    static final int MOST_BYTES = 1024 * 1024;

    private @Nullable InetAddress turn;

    void next(InetAddress address) {
        turn = address;
    }

    @Override
    public Socket createSocket() {
        return new ToAddress(turn);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class ToAddress extends Socket {

        private final @Nullable InetAddress address;

        ToAddress(@Nullable InetAddress address) {
            this.address = address;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(
                    address != null && endpoint instanceof InetSocketAddress named
                            ? new InetSocketAddress(address, named.getPort())
                            : endpoint,
                    timeout);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new Bounded(super.getInputStream());
        }
    }

    private static final class Bounded extends FilterInputStream {

        private int read;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            count(Math.max(some, 0));
            return some;
        }

        private void count(int bytes) throws IOException {
            read += bytes;
            if (read > MOST_BYTES) {
                throw new IOException("the mail server's answers are too long: more than " + MOST_BYTES + " bytes");
            }
        }
    }
}
