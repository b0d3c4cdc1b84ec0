package dev.waybill.siege;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The first answers to strangers on each of their connections. */
final class Tally {

    private final Map<String, LongAdder> opened = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    void opened(Attack attack) {
        opened.computeIfAbsent(attack.name(), name -> new LongAdder()).increment();
    }

    /** @param answer its first bytes, from a status line on where it is HTTP */
    void answered(Attack attack, ByteBuffer answer) {
        if (attack.target() == Attack.Target.DOOR && answer.get(0) == 'H' && answer.get(1) == 'T') {
            int status = (answer.get(9) - '0') * 100 + (answer.get(10) - '0') * 10 + (answer.get(11) - '0');
            answers.computeIfAbsent(status, number -> new LongAdder()).increment();
        }
    }

    Map<String, Long> opened() {
        Map<String, Long> all = new TreeMap<>();
        opened.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }

    /** The count of each status from the public door. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> all = new TreeMap<>();
        answers.forEach((status, count) -> all.put(status, count.sum()));
        return all;
    }
}
