package dev.waybill.cluster;

/** A receiver of work that another node can't take at once. */
public interface NotifyTarget {

    /** Returns the topic of its signals, such as {@code outbox}; no two have the same. */
    String topic();

    /** Looks for work of that name. Runs on the listening thread, so it has to be quick. */
    void heard(String name);
}
