package dev.waybill.handover;

import dev.waybill.Excerpt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The known part of the other side's answer.
 *
 * @param status the protocol's status code, such as HTTP 503 or SMTP 451; null without an answer
 * @param reason one sentence for the operator; null for a success
 * @param body the first 2 KiB of the answer; null without an answer
 */
public record Answer(@Nullable Integer status, @Nullable String reason, byte @Nullable [] body) {

    private static final int REASON_LENGTH = 1000;
    private static final int BODY_LENGTH = 2048;

    public Answer {
        if (reason != null) {
            reason = Excerpt.of(reason.replace('\0', ' '), REASON_LENGTH);
        }
        if (body != null && body.length > BODY_LENGTH) {
            body = Arrays.copyOf(body, BODY_LENGTH);
        }
    }

    public static Answer none(@Nullable String reason) {
        return new Answer(null, reason, null);
    }
}
