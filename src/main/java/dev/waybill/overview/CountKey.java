package dev.waybill.overview;

/** What a figure counts; a part that does not matter to the figure is empty. */
record CountKey(Metric figure, String source, String type, String destination) {

    /** Stands where a type of events would, which this figure has none of. */
    static final String IN_PART = "in part";

    static CountKey accepted(String source) {
        return new CountKey(Metric.ACCEPTED, source, "", "");
    }

    /**
     * Deliveries that are done, but not as a whole. Not a figure of its own: hubs of the version before read the table
     * too, and this they pass over.
     */
    static CountKey inPart(String destination) {
        return new CountKey(Metric.DELIVERED, "", IN_PART, destination);
    }

    static CountKey at(Metric figure, String destination) {
        return new CountKey(figure, "", "", destination);
    }
}
