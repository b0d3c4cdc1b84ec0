package dev.waybill.siege;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of an attack. */
final class Stranger {

    private static final double MOST_CREDIT_SECONDS = 1;

    private final Attack attack;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer more;
    private ByteBuffer pending;
    private final long until;
    private long left;
    private double credit;
    private boolean connected;
    private boolean heard;
    private boolean ended;

    /** @param n which of the attack's connections it is, counted from its start */
    Stranger(Attack attack, SocketChannel channel, SelectionKey key, long n, long now) {
        this.attack = attack;
        this.channel = channel;
        this.key = key;
        this.pending =
                ByteBuffer.wrap(attack.heads().get((int) (n % attack.heads().size())));
        this.more = ByteBuffer.wrap(attack.more());
        this.left = attack.more().length == 0 ? 0 : attack.most();
        this.until = attack.lifeMillis() == Long.MAX_VALUE ? Long.MAX_VALUE : now + attack.lifeMillis() * 1_000_000;
    }

    Attack attack() {
        return attack;
    }

    /** Goes on as far as it can. @return false once it is over */
    boolean ready(ByteBuffer scratch, Tally tally) {
        try {
            if (key.isConnectable() && !connect()) {
                return true;
            }
            if (key.isReadable() && !read(scratch, tally)) {
                return false;
            }
            return write();
        } catch (IOException gone) {
            return false;
        }
    }

    /** A moment later. @return false once it is over */
    boolean tick(double seconds, long now) {
        if (now > until) {
            return false;
        }
        if (!connected || left == 0 || pending.hasRemaining()) {
            return true;
        }
        credit =
                Math.min(credit + attack.bytesPerSecond() * seconds, attack.bytesPerSecond() * MOST_CREDIT_SECONDS + 1);
        try {
            return write();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether time alone changes anything for it. */
    boolean hasPlans() {
        return left > 0 || until != Long.MAX_VALUE;
    }

    /** Resets the connection: thousands that are closed in order would use the ports up. */
    void hangUp() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | UnsupportedOperationException gone) {
            // it is closed next, whatever it was
        }
        try {
            channel.close();
        } catch (IOException gone) {
            // the same
        }
    }

    private boolean connect() throws IOException {
        if (!channel.finishConnect()) {
            return false;
        }
        connected = true;
        key.interestOps(attack.reads() ? SelectionKey.OP_READ : 0);
        return true;
    }

    private boolean read(ByteBuffer scratch, Tally tally) throws IOException {
        scratch.clear();
        int count = channel.read(scratch);
        if (count < 0) {
            return false;
        }
        if (!heard && count >= 12) {
            tally.answered(attack, scratch.flip());
        }
        heard = true;
        return true;
    }

    private boolean write() throws IOException {
        if (!connected || ended) {
            return true;
        }
        do {
            channel.write(pending);
            if (pending.hasRemaining()) {
                key.interestOps(key.interestOps() | SelectionKey.OP_WRITE);
                return true;
            }
        } while (refill());
        key.interestOps(key.interestOps() & ~SelectionKey.OP_WRITE);
        return left > 0 || end();
    }

    /** Takes what may be said now of what is repeated. */
    private boolean refill() {
        if (left == 0 || credit < 1) {
            return false;
        }
        if (!more.hasRemaining()) {
            more.rewind();
        }
        int count = (int) Math.min(Math.min(left, (long) credit), more.remaining());
        pending = more.slice(more.position(), count);
        more.position(more.position() + count);
        left -= count;
        credit -= count;
        return true;
    }

    private boolean end() throws IOException {
        ended = true;
        if (attack.ending() == Attack.Ending.HALF_CLOSE) {
            channel.shutdownOutput();
        }
        return attack.ending() != Attack.Ending.RESET;
    }
}
