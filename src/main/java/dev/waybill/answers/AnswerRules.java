package dev.waybill.answers;

import dev.waybill.wire.HttpAnswer;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a receiver's answers. Rules are tried in the order of {@link Meaning}: an answer that means "already
 * there" may have the status of a refusal.
 */
public final class AnswerRules {

    private final String name;
    private final List<AnswerRule> rules;
    private final List<AnswerRule> asked;
    private final @Nullable Meaning otherwise;
    private final CamelContext camel;

    /**
     * @param name the preset or file, for people
     * @param rules the rules for the answer to a delivery, in their order
     * @param asked the rules for the answer to the question whether it is there
     * @param otherwise the meaning of an answer that no rule matches; null if its status decides
     */
    AnswerRules(
            String name,
            List<AnswerRule> rules,
            List<AnswerRule> asked,
            @Nullable Meaning otherwise,
            CamelContext camel) {
        this.name = name;
        this.rules = List.copyOf(rules);
        this.asked = List.copyOf(asked);
        this.otherwise = otherwise;
        this.camel = camel;
    }

    /**
     * Reads a preset, or a file that Camel finds.
     *
     * @param named such as {@code tryton} or {@code bundle:our-erp.answers.yaml}
     * @throws IllegalArgumentException if there is no such preset or file, or with its first mistake
     */
    public static AnswerRules of(CamelContext camel, String named) {
        return ReadAnswerRules.of(camel, named);
    }

    public String name() {
        return name;
    }

    /** Returns the meaning of the answer to a delivery; null if its status decides. */
    public @Nullable Meaning of(HttpAnswer answer) {
        Meaning meaning = first(rules, answer);
        return meaning == null ? otherwise : meaning;
    }

    /**
     * Returns the meaning of the answer to the question whether the delivery is there: ALREADY_THERE, ABSENT, or AGAIN
     * if it does not say.
     */
    public Meaning ofAsked(HttpAnswer answer) {
        Meaning meaning = first(asked, answer);
        return meaning == null ? Meaning.AGAIN : meaning;
    }

    private @Nullable Meaning first(List<AnswerRule> candidates, HttpAnswer answer) {
        for (AnswerRule rule : candidates) {
            if (rule.matches(answer, camel)) {
                return rule.meaning();
            }
        }
        return null;
    }
}
