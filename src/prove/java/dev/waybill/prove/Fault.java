package dev.waybill.prove;

import dev.waybill.prove.Cable.Trouble;
import dev.waybill.sandbox.ErpMode;
import java.time.Duration;
import java.util.List;

/** Something that goes wrong for a while and is mended again, sooner if everything is to heal. */
interface Fault {

    /** The kind, as it is counted in the report. */
    String kind();

    /** Does it, lets it be and mends it. */
    void befall(Ground ground) throws Exception;

    /** {@code kill -9} of these hubs at once, and their restart. */
    record KillHubs(List<Integer> hubs, Duration away) implements Fault {

        @Override
        public String kind() {
            return hubs.size() == 1 ? "hub killed" : hubs.size() + " hubs killed at once";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            for (int hub : hubs) {
                ground.hubs().get(hub).kill();
            }
            ground.hold(away);
            hubs.forEach(hub -> ground.hubs().get(hub).launch());
            for (int hub : hubs) {
                ground.hubs().get(hub).awaitReady();
            }
        }
    }

    /** SIGSTOP: longer than its lease, so that others take its work over and it wakes up as a stranger. */
    record FreezeHub(int hub, Duration length) implements Fault {

        @Override
        public String kind() {
            return "hub frozen past its lease";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            Hub frozen = ground.hubs().get(hub);
            frozen.freeze();
            ground.hold(length);
            frozen.thaw();
        }
    }

    /** {@code kill -9} of these brokers at once, and their restart. */
    record KillBrokers(List<Integer> brokers, Duration away) implements Fault {

        @Override
        public String kind() {
            return brokers.size() == 1 ? "broker killed" : brokers.size() + " brokers killed at once";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            for (int broker : brokers) {
                ground.brokers().get(broker).kill();
            }
            ground.hold(away);
            for (int broker : brokers) {
                ground.brokers().get(broker).begin();
            }
            for (int broker : brokers) {
                ground.brokers().get(broker).awaitAnswer();
            }
        }
    }

    /** {@code kill -9} of one of PostgreSQL's processes: it ends all others and recovers. */
    record KillBackend() implements Fault {

        @Override
        public String kind() {
            return "PostgreSQL process killed";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            DatabaseDesk desk = new DatabaseDesk(ground.database());
            desk.killBackend();
            desk.awaitUp();
        }
    }

    /** All connections of the hubs are ended by the server. */
    record TerminateConnections() implements Fault {

        @Override
        public String kind() {
            return "database connections terminated";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            new DatabaseDesk(ground.database()).terminateConnections();
        }
    }

    /** A hub's lines to the database. */
    record DatabaseLine(int hub, Trouble trouble, Duration length) implements Fault {

        @Override
        public String kind() {
            return "database line " + trouble.words();
        }

        @Override
        public void befall(Ground ground) throws Exception {
            suffer(ground, ground.lines(hub), trouble, length);
        }
    }

    /** The line from all hubs to a destination. */
    record DestinationLine(String destination, Trouble trouble, Duration length) implements Fault {

        @Override
        public String kind() {
            return destination + " line " + trouble.words();
        }

        @Override
        public void befall(Ground ground) throws Exception {
            suffer(ground, List.of(ground.receivers().cable(destination)), trouble, length);
        }
    }

    /** The ERP answers, but not as it should. */
    record ErpMisbehaves(ErpMode mode, Duration length) implements Fault {

        @Override
        public String kind() {
            return "erp in mode " + mode;
        }

        @Override
        public void befall(Ground ground) throws Exception {
            ground.receivers().erp().mode(mode);
            ground.hold(length);
            ground.receivers().erp().mode(ErpMode.OK);
        }
    }

    /** The mail server refuses every recipient with this line. */
    record MailRefused(String answer, Duration length) implements Fault {

        @Override
        public String kind() {
            return "email refused";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            ground.receivers().mail().refuse(answer);
            ground.hold(length);
            ground.receivers().mail().refuse(null);
        }
    }

    /** The SFTP server's disk is full, so that files are begun and not finished. */
    record DiskFull(Duration length) implements Fault {

        @Override
        public String kind() {
            return "sftp disk full";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            ground.receivers().sftp().diskFull(true);
            ground.hold(length);
            ground.receivers().sftp().diskFull(false);
        }
    }

    private static void suffer(Ground ground, List<Cable> cables, Trouble trouble, Duration length)
            throws InterruptedException {
        cables.forEach(cable -> cable.suffer(trouble));
        ground.hold(length);
        cables.forEach(Cable::mend);
    }
}
