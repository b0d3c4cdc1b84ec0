package dev.waybill.prove;

/**
 * A delivery as the hub's ledger has it in the end.
 *
 * @param key the idempotency key of its event
 * @param generation 0 for the one that routing made
 */
record Entry(long id, long event, String key, String destination, String part, int generation, String state) {

    String line() {
        return String.join("\t", "" + id, "" + event, key, destination, part, "" + generation, state);
    }

    static Entry parse(String line) {
        String[] column = Journal.columns(line, 7);
        return new Entry(
                Long.parseLong(column[0]),
                Long.parseLong(column[1]),
                column[2],
                column[3],
                column[4],
                Integer.parseInt(column[5]),
                column[6]);
    }
}
