package dev.waybill.mechanism;

import dev.waybill.cluster.Node;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub of its own, on one thread: it takes steps until the run is over, through broken connections, deaths and stalls. */
abstract class Actor implements Runnable {

    /** The hub dies here: what it held in memory is gone, what it leased stays leased. */
    static final class Crash extends RuntimeException {}

    private static final Duration LEASE = Duration.ofMinutes(10);

    final World world;
    final SplittableRandom random;
    final Saboteur database;
    private final String name;
    private Node node;
    private boolean alive;

    Actor(World world, String name) {
        this.world = world;
        this.name = name;
        this.random = world.random(name);
        this.database = world.connection(name);
        this.node = born();
    }

    /** One step. @return whether there was something to do */
    abstract boolean step() throws InterruptedException;

    /** The memory is lost. */
    abstract void forget();

    /** A step failed: whether the database did what it was asked is not known. */
    abstract void unsure();

    long id() {
        return node.id();
    }

    void bury() {
        node.bury();
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    /** Sleeps past its lease: when it goes on, others have what it held, and it does not know. */
    void stall() {
        world.journal.count(Journal.Count.STALLS);
        world.graveyard.declareDead(node.id()).orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void run() {
        while (!world.over) {
            try {
                takeStep();
            } catch (Crash crash) {
                world.journal.count(Journal.Count.CRASHES);
                world.graveyard.declareDead(node.id());
                node = born();
                forget();
            } catch (RuntimeException failure) {
                world.journal.failed(failure);
                unsure();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void takeStep() throws InterruptedException {
        if (!alive || chance(10)) {
            node.beat();
            alive = true;
        }
        if (!step()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private Node born() {
        alive = false;
        return new Node(JdbcClient.create(database), name, LEASE, System::nanoTime);
    }

    /** After a stall: the heartbeat finds no row, so it goes on as another incarnation. */
    void wakeUp() {
        long before = node.id();
        node.beat();
        if (node.id() == before) {
            throw new IllegalStateException("A buried node went on as the same incarnation");
        }
    }
}
