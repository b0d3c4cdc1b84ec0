package dev.waybill.cluster;

/** Who can take up work that another node can't take up at once. */
public interface NotifyTarget {

    /** What its signals are about, such as {@code outbox}; no two have the same. */
    String topic();

    /** There may be work for that name. Called from the listening thread: has to be quick. */
    void heard(String name);
}
