package dev.waybill.prove;

/**
 * Something reached a receiver: a line of the receivers' journal, whose order is that of the effects.
 *
 * @param at ms since the run began
 * @param handle what the receiver can know a repeated attempt by: {@code Idempotency-Key}, {@code Message-ID}, file name
 * @param executed whether the receiver acted on it: the ERP does once per key, a mailbox and a folder always
 */
record Arrival(long at, String destination, Mark mark, String handle, boolean executed) {

    String line() {
        return String.join("\t", "" + at, destination, "" + mark, handle, "" + executed);
    }

    static Arrival parse(String line) {
        String[] column = Journal.columns(line, 5);
        return new Arrival(
                Long.parseLong(column[0]), column[1], Mark.parse(column[2]), column[3], Journal.flag(column[4]));
    }
}
