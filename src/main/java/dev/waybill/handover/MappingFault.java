package dev.waybill.handover;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import java.util.List;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.exception.JsonQueryUserException;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;

/**
 * Separates a mapping that fails in its own code from an event that can't be mapped. The mapping's author reports the
 * latter by {@code error(…)} or {@code Refused}.
 */
final class MappingFault {

    private static final List<Class<? extends Throwable>> KINDS = List.of(
            JsonQueryException.class,
            TemplateException.class,
            ParseException.class,
            ExpressionEvaluationException.class,
            ExpressionIllegalSyntaxException.class,
            NoTypeConversionAvailableException.class,
            TypeConversionException.class,
            NullPointerException.class,
            ClassCastException.class,
            IndexOutOfBoundsException.class,
            StackOverflowError.class);

    private static final int DEEPEST = 20;

    private MappingFault() {}

    /**
     * Returns the fault, or null if the mapping is not to blame.
     *
     * @param called true if the route had already called a system outside: the unreadable input may be its answer
     */
    static @Nullable Throwable in(Throwable thrown, boolean called) {
        if (ReadFailure.find(thrown, JsonQueryUserException.class) != null) {
            return null;
        }
        Throwable fault = null;
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            Throwable cause = at;
            if (KINDS.stream().anyMatch(kind -> kind.isInstance(cause)) && (!called || certain(at))) {
                fault = at;
            }
            at = at.getCause();
        }
        return fault;
    }

    /**
     * True if a route turned such a fault into a refusal. Routes that catch every exception of their mapping do so.
     * Only the name of the fault then remains in the message.
     */
    static boolean hidesIn(PermanentRefusal refused) {
        String sentence = String.valueOf(refused.getMessage());
        return !sentence.contains(JsonQueryUserException.class.getName())
                && sentence.contains(JsonQueryException.class.getPackageName());
    }

    /** True for exceptions that no answer of the other side can cause. */
    private static boolean certain(Throwable fault) {
        return fault instanceof ParseException
                || fault instanceof ExpressionIllegalSyntaxException
                || fault instanceof JsonQueryException
                        && String.valueOf(fault.getMessage()).endsWith("does not exist");
    }
}
