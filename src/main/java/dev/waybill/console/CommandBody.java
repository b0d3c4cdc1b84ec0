package dev.waybill.console;

import dev.waybill.inbox.Command;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sends with a command.
 *
 * @param who the operator's name
 * @param reason why
 * @param confirm that a second effect on the other side is wanted
 */
record CommandBody(@Nullable String who, @Nullable String reason, boolean confirm) {

    Command command() {
        if (who == null || who.isBlank() || reason == null || reason.isBlank()) {
            throw Answers.badRequest("A command needs \"who\" and \"reason\"; both go to the audit trail");
        }
        if (who.length() > 200 || reason.length() > 2000 || (who + reason).indexOf('\0') >= 0) {
            throw Answers.badRequest("\"who\" takes up to 200 characters and \"reason\" up to 2000, without U+0000");
        }
        return new Command(who.strip(), reason.strip());
    }
}
