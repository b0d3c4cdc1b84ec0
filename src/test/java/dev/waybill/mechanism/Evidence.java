package dev.waybill.mechanism;

import dev.waybill.mechanism.Journal.HandOver;
import java.util.List;
import java.util.Map;

/**
 * The evidence that a run left, in the ledger and outside of it.
 *
 * @param wanted the deliveries that routing had to make
 * @param ledger the deliveries that there are
 * @param handOvers all that left the hub, in any order
 * @param skips when an operator gave a delivery up, by its id
 * @param done one entry each time a worker was told that its delivery is now finished
 * @param recorded how many attempts at a delivery are recorded as successful and not stale, by its id
 */
record Evidence(
        List<Wanted> wanted,
        List<Row> ledger,
        List<HandOver> handOvers,
        Map<Long, Long> skips,
        List<Long> done,
        Map<Long, Integer> recorded) {

    record Wanted(long event, String destination, String part) {}

    record Row(long id, long event, String destination, String lane, String part, String state) {

        Wanted asWanted() {
            return new Wanted(event, destination, part);
        }

        String place() {
            return destination + " " + lane;
        }

        boolean finished() {
            return state.equals("DELIVERED") || state.equals("SKIPPED");
        }
    }
}
