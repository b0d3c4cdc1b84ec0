package dev.waybill.pages;

import dev.waybill.quarantine.BulkRelease;

/** Describes the result of a release of many, as a sentence. */
final class Released {

    private Released() {}

    static String sentence(BulkRelease.Result result) {
        int refused =
                result.refused().values().stream().mapToInt(Integer::intValue).sum();
        String more = result.more() ? " There are more: release again to continue." : "";
        return "%d accepted now, %d already accepted before, %d still refused and kept.%s"
                .formatted(result.accepted(), result.duplicate(), refused, more);
    }
}
