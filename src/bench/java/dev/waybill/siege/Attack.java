package dev.waybill.siege;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * One kind of stranger: how many connections from where, what each says and how it ends.
 *
 * @param network the third byte of the strangers' addresses, 127.0.{@code network}.1 and up
 * @param addresses how many of them there are
 * @param connections open at once; a lost one is opened again
 * @param perSecond connections that are opened in a second at most
 * @param heads what a connection says first, as fast as it can; connections take turns
 * @param more what it repeats after that; may be empty
 * @param bytesPerSecond how fast a connection says that
 * @param most how many bytes of it
 * @param reads whether it reads answers
 * @param lifeMillis after it the stranger hangs up by itself
 */
record Attack(
        String name,
        Target target,
        int network,
        int addresses,
        int connections,
        int perSecond,
        List<byte[]> heads,
        byte[] more,
        long bytesPerSecond,
        long most,
        boolean reads,
        Ending ending,
        long lifeMillis) {

    enum Target {
        DOOR,
        CONSOLE
    }

    /** The end of a stranger who has said everything. */
    enum Ending {
        /** Waits. */
        HOLD,
        /** Closes its half and waits. */
        HALF_CLOSE,
        /** Resets the connection. */
        RESET
    }

    /** One connection of one address that says nothing, reads and stays. */
    static Attack of(String name, int network) {
        return new Attack(
                name,
                Target.DOOR,
                network,
                1,
                1,
                1000,
                List.of(new byte[0]),
                new byte[0],
                0,
                0,
                true,
                Ending.HOLD,
                Long.MAX_VALUE);
    }

    Attack on(Target other) {
        return new Attack(
                name,
                other,
                network,
                addresses,
                connections,
                perSecond,
                heads,
                more,
                bytesPerSecond,
                most,
                reads,
                ending,
                lifeMillis);
    }

    Attack by(int connections, int perSecond, int addresses) {
        return new Attack(
                name,
                target,
                network,
                addresses,
                connections,
                perSecond,
                heads,
                more,
                bytesPerSecond,
                most,
                reads,
                ending,
                lifeMillis);
    }

    Attack saying(byte[]... first) {
        return new Attack(
                name,
                target,
                network,
                addresses,
                connections,
                perSecond,
                List.of(first),
                more,
                bytesPerSecond,
                most,
                reads,
                ending,
                lifeMillis);
    }

    Attack saying(String... first) {
        return saying(
                Arrays.stream(first).map(text -> text.getBytes(ISO_8859_1)).toArray(byte[][]::new));
    }

    Attack then(String repeated, long bytesPerSecond, long most) {
        return new Attack(
                name,
                target,
                network,
                addresses,
                connections,
                perSecond,
                heads,
                repeated.getBytes(ISO_8859_1),
                bytesPerSecond,
                most,
                reads,
                ending,
                lifeMillis);
    }

    Attack neverReading() {
        return new Attack(
                name,
                target,
                network,
                addresses,
                connections,
                perSecond,
                heads,
                more,
                bytesPerSecond,
                most,
                false,
                ending,
                lifeMillis);
    }

    Attack ending(Ending other, long lifeMillis) {
        return new Attack(
                name,
                target,
                network,
                addresses,
                connections,
                perSecond,
                heads,
                more,
                bytesPerSecond,
                most,
                reads,
                other,
                lifeMillis);
    }

    /** The address that its n-th connection comes from. */
    InetSocketAddress from(long n) {
        return new InetSocketAddress("127.0.%d.%d".formatted(network, 1 + n % addresses), 0);
    }
}
