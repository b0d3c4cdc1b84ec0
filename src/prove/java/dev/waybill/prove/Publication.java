package dev.waybill.prove;

import java.time.Duration;
import java.util.List;

/** A publication while work goes on: nothing is to be seen of it, at the door or at a destination. */
sealed interface Publication extends Fault {

    /** An edit becomes live. */
    record Published(int hub, Edit edit) implements Publication {

        @Override
        public String kind() {
            return "revision published";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            ground.publisher().publish(hub, edit, null);
        }
    }

    /** An earlier revision is live again. */
    record RolledBack(int hub, int back) implements Publication {

        @Override
        public String kind() {
            return "revision rolled back";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            ground.publisher().rollBack(hub, back);
        }
    }

    /** {@code kill -9} of hubs that are about to swap their routes, or do so right now. */
    record HubsKilledInSwap(int hub, Edit edit, List<Integer> killed, Duration after) implements Publication {

        @Override
        public String kind() {
            return killed.size() == 1 ? "hub killed in a swap" : "all hubs killed in a swap";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            ground.publisher().publish(hub, edit, null);
            Thread.sleep(after.toMillis());
            new KillHubs(killed, Duration.ZERO).befall(ground);
        }
    }

    /** Two operators publish at once, and began with the same revision. */
    record TwoAtOnce(Edit first, Edit second) implements Publication {

        @Override
        public String kind() {
            return "two publishers at once";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            ground.publisher().two(first, second);
        }
    }

    /** Makes a revision live for a while that no hub can make. No check lets it through, so it goes to the tables. */
    record MadeByNone(Edit edit, Duration length) implements Publication {

        @Override
        public String kind() {
            return "revision that no hub can make";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            int number = ground.publisher().force(edit);
            ground.hold(length);
            ground.publisher().lookAt(number);
            ground.publisher().rollBack(0, 0);
        }
    }

    /** One hub has a variable less, and goes on with what it ran. */
    record NotMadeByOne(Edit edit, Duration length) implements Publication {

        @Override
        public String kind() {
            return "revision that one hub can't make";
        }

        @Override
        public void befall(Ground ground) throws Exception {
            Publisher.Said said = ground.publisher().publish(0, edit, null);
            ground.hold(length);
            ground.publisher().lookAt(said.number());
            ground.publisher().rollBack(0, 1);
        }
    }
}
