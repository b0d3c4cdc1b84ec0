package dev.waybill.revision;

import dev.waybill.routes.Finding;
import java.util.List;

/** The answer to a command on revisions. Only {@link Done} has changed anything. */
public sealed interface RevisionAnswer {

    /**
     * The live row is changed, with its line in the audit.
     *
     * @param number the revision that the command is about: live now, or tried
     * @param change the change of the live row that hubs report when they have followed
     * @param known true if the bundle was a revision before, and no new one was made of it
     * @param sentence the effect in words
     */
    record Done(int number, long change, boolean known, String sentence) implements RevisionAnswer {

        Done known(boolean before) {
            return new Done(number, change, before, sentence);
        }
    }

    /** The bundle has mistakes. */
    record Wrong(List<Finding> findings) implements RevisionAnswer {}

    /**
     * Tests of the bundle fail.
     *
     * @param report the failed tests with each difference at its place
     */
    record Failing(String report) implements RevisionAnswer {}

    /** The state or a setting does not allow it; the sentence says why, and what to do. */
    record Refused(String sentence) implements RevisionAnswer {}

    /** There is no such revision. */
    record Absent() implements RevisionAnswer {}
}
