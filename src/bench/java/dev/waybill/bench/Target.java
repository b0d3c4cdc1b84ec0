package dev.waybill.bench;

/**
 * A figure beside what was promised.
 *
 * @param value not a number if no run of it counts
 * @param atLeast whether it must reach the limit or stay below it
 */
record Target(String what, double value, boolean atLeast, double limit, String unit) {

    static Target atLeast(String what, double value, double limit, String unit) {
        return new Target(what, value, true, limit, unit);
    }

    static Target atMost(String what, double value, double limit, String unit) {
        return new Target(what, value, false, limit, unit);
    }

    boolean met() {
        return atLeast ? value >= limit : value <= limit;
    }

    /** The text in the last column. */
    String mark() {
        return Double.isNaN(value) ? "void" : met() ? "met" : "MISSED";
    }
}
