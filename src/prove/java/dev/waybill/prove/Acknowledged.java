package dev.waybill.prove;

/**
 * The provider was answered 2xx: a line of its journal.
 *
 * @param at ms since the run began
 * @param key the idempotency key
 * @param lines whether it has line items
 * @param event the event's id in the answer
 * @param duplicate whether the answer said that it was there already
 */
record Acknowledged(long at, Mark mark, String key, String type, boolean lines, long event, boolean duplicate) {

    String line() {
        return String.join("\t", "" + at, "" + mark, key, type, "" + lines, "" + event, "" + duplicate);
    }

    static Acknowledged parse(String line) {
        String[] column = Journal.columns(line, 7);
        return new Acknowledged(
                Long.parseLong(column[0]),
                Mark.parse(column[1]),
                column[2],
                column[3],
                Journal.flag(column[4]),
                Long.parseLong(column[5]),
                Journal.flag(column[6]));
    }
}
