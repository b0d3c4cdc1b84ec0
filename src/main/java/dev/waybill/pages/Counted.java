package dev.waybill.pages;

/** What a figure counts; a part that does not matter to the figure is empty. */
record Counted(Figure figure, String source, String type, String destination) {

    /** Stands where a type of events would, which this figure has none of. */
    static final String IN_PART = "in part";

    static Counted accepted(String source) {
        return new Counted(Figure.ACCEPTED, source, "", "");
    }

    /**
     * Deliveries that are done, but not as a whole. Not a figure of its own: hubs of the version before read the table
     * too, and this they pass over.
     */
    static Counted inPart(String destination) {
        return new Counted(Figure.DELIVERED, "", IN_PART, destination);
    }

    static Counted at(Figure figure, String destination) {
        return new Counted(figure, "", "", destination);
    }
}
