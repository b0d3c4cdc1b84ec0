package dev.waybill.overview;

/** The key of a count. A part that does not matter to the metric is empty. */
record CountKey(Metric figure, String source, String type, String destination) {

    /** Takes the place of an event type, which this metric does not have. */
    static final String IN_PART = "in part";

    static CountKey accepted(String source) {
        return new CountKey(Metric.ACCEPTED, source, "", "");
    }

    /**
     * Returns the key of deliveries that were done in part only. The key is not a metric of its own. Hubs of the
     * version before read the table too, and they ignore this key.
     */
    static CountKey inPart(String destination) {
        return new CountKey(Metric.DELIVERED, "", IN_PART, destination);
    }

    static CountKey at(Metric figure, String destination) {
        return new CountKey(figure, "", "", destination);
    }
}
