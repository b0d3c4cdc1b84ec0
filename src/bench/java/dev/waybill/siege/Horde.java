package dev.waybill.siege;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All strangers of a phase, on one thread without blocking, so that ten thousand of them leave the machine to the hub. */
final class Horde implements AutoCloseable {

    private static final long STEP_MILLIS = 10;

    private final Selector selector;
    private final Map<Attack.Target, InetSocketAddress> targets;
    private final List<Wave> waves;
    private final Tally tally = new Tally();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
    private final Thread thread;
    private volatile boolean over;

    private Horde(List<Attack> attacks, Map<Attack.Target, InetSocketAddress> targets) throws IOException {
        this.selector = Selector.open();
        this.targets = targets;
        this.waves = attacks.stream().map(Wave::new).toList();
        this.thread = Thread.ofPlatform().name("strangers").unstarted(this::run);
    }

    static Horde send(List<Attack> attacks, Map<Attack.Target, InetSocketAddress> targets) {
        try {
            Horde horde = new Horde(attacks, targets);
            horde.thread.start();
            return horde;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Tally tally() {
        return tally;
    }

    /** Ends all of them at once. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        selector.wakeup();
        thread.join();
    }

    private void run() {
        long before = System.nanoTime();
        try {
            while (!over) {
                selector.select(this::ready, STEP_MILLIS);
                long now = System.nanoTime();
                if (now - before >= STEP_MILLIS * 1_000_000) {
                    double seconds = (now - before) / 1e9;
                    before = now;
                    waves.forEach(wave -> wave.step(seconds, now));
                }
            }
            waves.forEach(Wave::end);
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        Stranger stranger = (Stranger) key.attachment();
        if (!stranger.ready(scratch, tally)) {
            waves.stream().filter(wave -> wave.attack == stranger.attack()).forEach(wave -> wave.lost(stranger));
        }
    }

    /** The strangers of one attack. */
    private final class Wave {

        private final Attack attack;
        private final Set<Stranger> open = new LinkedHashSet<>();
        private final Set<Stranger> withPlans = new LinkedHashSet<>();
        private double mayOpen;
        private long opened;

        Wave(Attack attack) {
            this.attack = attack;
        }

        void step(double seconds, long now) {
            for (Iterator<Stranger> each = withPlans.iterator(); each.hasNext(); ) {
                Stranger stranger = each.next();
                if (!stranger.tick(seconds, now)) {
                    each.remove();
                    lost(stranger);
                }
            }
            mayOpen = Math.min(mayOpen + attack.perSecond() * seconds, Math.max(1, attack.perSecond() / 10.0));
            for (; mayOpen >= 1 && open.size() < attack.connections(); mayOpen--) {
                open(now);
            }
        }

        void lost(Stranger stranger) {
            open.remove(stranger);
            withPlans.remove(stranger);
            stranger.hangUp();
        }

        void end() {
            open.forEach(Stranger::hangUp);
        }

        private void open(long now) {
            try {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.bind(attack.from(opened));
                SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
                Stranger stranger = new Stranger(attack, channel, key, opened++, now);
                key.attach(stranger);
                open.add(stranger);
                if (stranger.hasPlans()) {
                    withPlans.add(stranger);
                }
                tally.opened(attack);
                channel.connect(targets.get(attack.target()));
            } catch (IOException e) {
                // no port or no descriptor is free: a little later
                opened++;
            }
        }
    }
}
