package dev.waybill.mechanism;

import dev.waybill.handover.LaneDriver;
import dev.waybill.routing.SlotDriver;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Buries the nodes that are declared dead and frees what they held, with the statements of every hub's tick. */
final class Rescuer extends Actor {

    private static final String RUN_OUT = "UPDATE node SET until = now() - interval '1 second' WHERE id = ANY(:ids)";

    private static final String HELD = """
        SELECT (SELECT count(*) FROM outbox_lane WHERE owner = ANY(:ids))
             + (SELECT count(*) FROM inbox_slot WHERE owner = ANY(:ids))\
        """;

    private final JdbcClient jdbc;
    private final SlotDriver slots;
    private final LaneDriver lanes;

    Rescuer(World world, String name) {
        super(world, name);
        this.jdbc = JdbcClient.create(database);
        this.lanes = new LaneDriver(database, 1);
        this.slots = new SlotDriver(database, lanes.recordRouted(), key -> List.of(), 1, Duration.ZERO);
    }

    @Override
    boolean step() {
        List<Graveyard.Grave> graves = world.graveyard.take();
        try {
            Long[] ids = graves.stream().map(Graveyard.Grave::node).toArray(Long[]::new);
            jdbc.sql(RUN_OUT).param("ids", ids).update();
            bury();
            do {
                slots.rescue();
                lanes.rescue();
            } while (held(ids) > 0);
        } catch (RuntimeException e) {
            world.graveyard.again(graves);
            throw e;
        }
        graves.forEach(grave -> grave.rescued().complete(null));
        return !graves.isEmpty();
    }

    @Override
    void forget() {}

    @Override
    void unsure() {}

    private long held(Long[] ids) {
        return jdbc.sql(HELD).param("ids", ids).query(Long.class).single();
    }
}
