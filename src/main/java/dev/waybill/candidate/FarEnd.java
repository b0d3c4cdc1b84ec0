package dev.waybill.candidate;

/**
 * The answer of the systems outside: one for all calls of an attempt.
 *
 * @param status the HTTP status; a mail or a file is refused by any that is not below 300
 * @param body the text of the answer
 */
public record FarEnd(int status, String body) {

    /** Takes everything. */
    public static final FarEnd TAKES_ALL = new FarEnd(200, "");

    /** Returns the answer that takes everything for a 200 without a text, whatever the receiver's own would be. */
    public static FarEnd of(int status, String body) {
        FarEnd end = new FarEnd(status, body);
        return end.equals(TAKES_ALL) ? TAKES_ALL : end;
    }

    boolean takes() {
        return status < 300;
    }
}
