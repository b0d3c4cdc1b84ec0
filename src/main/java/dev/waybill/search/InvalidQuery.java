package dev.waybill.search;

/** A search that is refused; its message tells the operator why. */
public final class InvalidQuery extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public InvalidQuery(String sentence) {
        super(sentence);
    }
}
