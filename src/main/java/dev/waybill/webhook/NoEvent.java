package dev.waybill.webhook;

/** A request that is no event, and is answered 200 without being stored. */
final class NoEvent extends RuntimeException {

    private final String answer;

    /** @param answer the text that the sender wants to see */
    NoEvent(String answer) {
        super("A handshake", null, false, false);
        this.answer = answer;
    }

    String answer() {
        return answer;
    }
}
