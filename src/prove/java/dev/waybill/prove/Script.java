package dev.waybill.prove;

import dev.waybill.prove.Cable.Trouble;
import dev.waybill.prove.Fault.DatabaseLine;
import dev.waybill.prove.Fault.DestinationLine;
import dev.waybill.prove.Fault.DiskFull;
import dev.waybill.prove.Fault.ErpMisbehaves;
import dev.waybill.prove.Fault.FreezeHub;
import dev.waybill.prove.Fault.KillBackend;
import dev.waybill.prove.Fault.KillBrokers;
import dev.waybill.prove.Fault.KillHubs;
import dev.waybill.prove.Fault.MailRefused;
import dev.waybill.prove.Fault.TerminateConnections;
import dev.waybill.prove.Publication.HubsKilledInSwap;
import dev.waybill.prove.Publication.MadeByNone;
import dev.waybill.prove.Publication.NotMadeByOne;
import dev.waybill.prove.Publication.Published;
import dev.waybill.prove.Publication.RolledBack;
import dev.waybill.prove.Publication.TwoAtOnce;
import dev.waybill.sandbox.ErpMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The faults of a run, by its seed: four strands at the same time, each a shuffled deck after the other. */
final class Script {

    private final int hubs;
    private final Duration lease;
    private final Database database;

    /** @param lease of the hubs; a frozen one sleeps longer */
    Script(int hubs, Database database, Duration lease) {
        this.hubs = hubs;
        this.database = database;
        this.lease = lease;
    }

    /** One round of what befalls hubs. */
    List<Fault> hubFaults(Random random) {
        List<Fault> deck = new ArrayList<>();
        deck.add(new KillHubs(List.of(random.nextInt(hubs)), seconds(random, 0, 2)));
        deck.add(new KillHubs(List.of(random.nextInt(hubs)), seconds(random, 0, 8)));
        deck.add(new FreezeHub(random.nextInt(hubs), lease.plus(seconds(random, 1, 4))));
        deck.add(new FreezeHub(random.nextInt(hubs), lease.plus(seconds(random, 1, 4))));
        if (hubs > 1 && random.nextInt(3) == 0) {
            deck.add(new KillHubs(IntStream.range(0, hubs).boxed().toList(), seconds(random, 0, 3)));
        }
        Collections.shuffle(deck, random);
        return deck;
    }

    /** One round of what befalls the database and the lines to it. */
    List<Fault> databaseFaults(Random random) {
        List<Fault> deck = new ArrayList<>();
        deck.addAll(database.faults(random));
        deck.add(new KillBackend());
        deck.add(new TerminateConnections());
        for (Trouble trouble : Trouble.values()) {
            deck.add(new DatabaseLine(random.nextInt(hubs), trouble, seconds(random, 2, 12)));
        }
        Collections.shuffle(deck, random);
        return deck;
    }

    /** One round of what befalls the brokers before the inbox. */
    List<Fault> brokerFaults(Random random) {
        List<Fault> deck = new ArrayList<>();
        for (int i = 0; i < Brokers.NUMBER; i++) {
            deck.add(new KillBrokers(List.of(i), seconds(random, 0, 10)));
        }
        int spared = random.nextInt(Brokers.NUMBER);
        deck.add(new KillBrokers(
                IntStream.range(0, Brokers.NUMBER)
                        .filter(i -> i != spared)
                        .boxed()
                        .toList(),
                seconds(random, 0, 4)));
        deck.add(new KillBrokers(IntStream.range(0, Brokers.NUMBER).boxed().toList(), seconds(random, 0, 2)));
        Collections.shuffle(deck, random);
        return deck;
    }

    /** One round of what befalls destinations. */
    List<Fault> destinationFaults(Random random) {
        List<Fault> deck = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            for (String destination : List.of("erp", "email", "sftp")) {
                deck.add(new DestinationLine(destination, trouble, seconds(random, 1, 6)));
            }
        }
        for (ErpMode mode : ErpMode.values()) {
            if (mode != ErpMode.OK) {
                deck.add(new ErpMisbehaves(mode, seconds(random, 1, 5)));
            }
        }
        deck.add(new MailRefused("451 4.3.0 try later", seconds(random, 1, 4)));
        deck.add(new MailRefused("550 5.1.1 no such user", seconds(random, 1, 4)));
        deck.add(new DiskFull(seconds(random, 1, 4)));
        Collections.shuffle(deck, random);
        return deck;
    }

    /** One round of publications. */
    List<Fault> publications(Random random) {
        List<Fault> deck = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            deck.add(new Published(random.nextInt(hubs), good(random)));
        }
        deck.add(new RolledBack(random.nextInt(hubs), random.nextInt(1, 4)));
        deck.add(new TwoAtOnce(good(random), good(random)));
        List<Integer> killed =
                random.nextInt(4) == 0 ? IntStream.range(0, hubs).boxed().toList() : List.of(random.nextInt(hubs));
        deck.add(new HubsKilledInSwap(
                random.nextInt(hubs), good(random), killed, Duration.ofMillis(random.nextInt(400))));
        deck.add(new MadeByNone(Edit.random(random, Edit.Fault.FOR_ALL), seconds(random, 3, 6)));
        if (hubs > 1) {
            deck.add(new NotMadeByOne(Edit.random(random, Edit.Fault.FOR_ONE_HUB), seconds(random, 3, 6)));
        }
        Collections.shuffle(deck, random);
        return deck;
    }

    private static Edit good(Random random) {
        return Edit.random(random, Edit.Fault.NONE);
    }

    static Duration seconds(Random random, int least, int most) {
        return Duration.ofMillis(1000L * least + random.nextInt(1 + 1000 * (most - least)));
    }
}
