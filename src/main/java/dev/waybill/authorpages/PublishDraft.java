package dev.waybill.authorpages;

import dev.waybill.operator.Command;
import dev.waybill.revision.Revision;
import dev.waybill.revision.RevisionAnswer;
import dev.waybill.revision.RevisionAnswer.Refused;
import dev.waybill.revision.RevisionCommands;
import dev.waybill.revision.Revisions;

/** Publishes an edited bundle, unless it began with routes that are live no more. */
final class PublishDraft {

    private final Revisions revisions;
    private final RevisionCommands commands;
    private final PublishedBundle live;

    PublishDraft(Revisions revisions, RevisionCommands commands, PublishedBundle live) {
        this.revisions = revisions;
        this.commands = commands;
        this.live = live;
    }

    /** @param base the checksum of the bundle that the edits began with */
    RevisionAnswer publish(Draft draft, String base, PublishForm form, Command command) {
        Integer basedOn = revisions.withChecksum(base).map(Revision::number).orElse(null);
        if (basedOn == null && !live.now().bundle().checksum().equals(base)) {
            return new Refused("The live routes have changed since you began. Compare your edits with them first.");
        }
        return commands.publish(draft.bundle(), basedOn, form.isUnplanned(), form.events(), command);
    }
}
