package dev.waybill.search;

/** What can't be looked for; its message says why, for the operator. */
public final class InvalidQuery extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public InvalidQuery(String sentence) {
        super(sentence);
    }
}
