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

    boolean takes() {
        return status < 300;
    }
}
