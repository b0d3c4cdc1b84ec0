package dev.waybill.handover;

import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A mail server's refusal of one mail (RFC 5321, section 4.2.1): 5yz is permanent, 4yz temporary. A missing or refused
 * login is for the operator to fix, regardless of its code: no mail is given up for it.
 *
 * @param code three digits
 * @param words the server's answer, code included
 * @param recipient the refused recipient; null if the server refused the mail
 */
record SmtpAnswer(int code, String words, @Nullable Address recipient) {

    /** RFC 4954, section 6, and 534, 538 of older servers: authentication is required, too weak, or failed. */
    private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

    private static final int SERVICE_NOT_AVAILABLE = 421;

    /** Returns the outcome that follows from the answers in this failure; null without an answer. */
    static @Nullable Outcome outcomeOf(Throwable thrown) {
        List<SmtpAnswer> answers = chain(thrown)
                .map(SmtpAnswer::of)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (chain(thrown).anyMatch(AuthenticationFailedException.class::isInstance)
                || answers.stream().anyMatch(answer -> LOGIN.contains(answer.code))) {
            return login(answers, thrown);
        }
        if (answers.isEmpty()) {
            return null;
        }
        String said = answers.stream().map(SmtpAnswer::toString).collect(Collectors.joining("; "));
        SmtpAnswer first = first(answers);
        if (chain(thrown).anyMatch(SmtpAnswer::reachedSome)) {
            return new Delivered(new Answer(first.code, "sent, but not to all: the mail server refused " + said, null));
        }
        Answer answer = new Answer(first.code, "the mail server refused " + said, null);
        return first.code >= 500
                ? new GivenUp(answer)
                : new TryAgain(answer, null, first.code == SERVICE_NOT_AVAILABLE || UnreachableFailures.says(thrown));
    }

    private static Outcome login(List<SmtpAnswer> answers, Throwable thrown) {
        String words = answers.isEmpty()
                ? chain(thrown)
                        .filter(AuthenticationFailedException.class::isInstance)
                        .map(SmtpAnswer::words)
                        .findFirst()
                        .orElse("")
                : answers.getFirst().words;
        Integer code = answers.isEmpty() ? null : Integer.valueOf(answers.getFirst().code);
        return new TryAgain(new Answer(code, "the mail server refused the login: " + words, null), null, true);
    }

    /** Returns a temporary refusal, if any: the mail is then worth another attempt. */
    private static SmtpAnswer first(List<SmtpAnswer> answers) {
        return answers.stream().filter(answer -> answer.code < 500).findFirst().orElse(answers.getFirst());
    }

    private static @Nullable SmtpAnswer of(Throwable thrown) {
        SmtpAnswer answer =
                switch (thrown) {
                    case SMTPAddressFailedException e -> new SmtpAnswer(e.getReturnCode(), words(e), e.getAddress());
                    case SMTPSenderFailedException e -> new SmtpAnswer(e.getReturnCode(), words(e), null);
                    case SMTPSendFailedException e -> new SmtpAnswer(e.getReturnCode(), words(e), null);
                    default -> null;
                };
        return answer != null && answer.code >= 400 && answer.code <= 599 ? answer : null;
    }

    private static boolean reachedSome(Throwable thrown) {
        return thrown instanceof SendFailedException failure
                && failure.getValidSentAddresses() != null
                && failure.getValidSentAddresses().length > 0;
    }

    /** Returns the answer on one line; it may have many. */
    private static String words(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).strip().replaceAll("\\s+", " ");
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(100);
    }

    @Override
    public String toString() {
        return recipient == null ? "it: " + words : recipient + ": " + words;
    }
}
