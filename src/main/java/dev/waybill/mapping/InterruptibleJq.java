package dev.waybill.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.JsonQueryFunction;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.path.Path;
import org.apache.camel.Expression;
import org.apache.camel.language.jq.JqLanguage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Camel's jq, which also ends when its thread is interrupted. Otherwise an attempt that took too long would keep its
 * thread busy for ever. The library never checks for an interrupt. So each function written in jq does, and each number
 * of a {@code range}: nothing else in jq can go on for long.
 */
@Component("jq-language")
class InterruptibleJq extends JqLanguage {

    /** Far above the size of anything in an event; more would fill the memory before the time limit. */
    private static final int LONGEST_RANGE = 1_000_000;

    @Override
    public void init() {
        super.init();
        Scope root = getRootScope();
        for (int arguments = 1; arguments <= 3; arguments++) {
            Function range = root.getFunction("range", arguments);
            if (!(range instanceof EndingRange)) {
                root.addFunction("range", arguments, new EndingRange(range));
            }
        }
        makeEnd(root);
    }

    @Override
    public Expression createExpression(Expression source, String expression, Object[] properties) {
        Expression made = super.createExpression(source, expression, properties);
        try {
            Object program = JqTree.read(made, "query");
            if (program != null) {
                makeEnd(program);
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Camel keeps its jq programs elsewhere", e);
        }
    }

    private static void makeEnd(Object root) {
        try {
            for (Object part : JqTree.parts(root)) {
                if ((part instanceof FunctionDefinition || part instanceof JsonQueryFunction)
                        && JqTree.read(part, "body") instanceof net.thisptr.jackson.jq.Expression body
                        && !(body instanceof EndingBody)) {
                    JqTree.write(part, "body", new EndingBody(body));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of jackson-jq keeps its functions elsewhere", e);
        }
    }

    /** Throws an error that no {@code try} of the program can catch. */
    private static void endIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the jq program took too long and was interrupted");
        }
    }

    private record EndingBody(net.thisptr.jackson.jq.Expression body) implements net.thisptr.jackson.jq.Expression {

        @Override
        public void apply(Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
                throws JsonQueryException {
            endIfInterrupted();
            body.apply(scope, in, path, output, requirePath);
        }
    }

    private record EndingRange(Function range) implements Function {

        @Override
        public void apply(
                Scope scope,
                List<net.thisptr.jackson.jq.Expression> args,
                JsonNode in,
                @Nullable Path path,
                PathOutput output,
                Version version)
                throws JsonQueryException {
            int[] numbers = {0};
            PathOutput ending = (number, at) -> {
                endIfInterrupted();
                if (++numbers[0] > LONGEST_RANGE) {
                    throw new JsonQueryException("range gives more than " + LONGEST_RANGE + " numbers");
                }
                output.emit(number, at);
            };
            range.apply(scope, args, in, path, ending, version);
        }
    }
}
