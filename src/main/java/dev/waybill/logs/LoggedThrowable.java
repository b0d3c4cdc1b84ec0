package dev.waybill.logs;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.WhitespaceThrowableProxyConverter;

/** A stack trace with its own lines, in which each exception's message stays on one. */
public final class LoggedThrowable extends WhitespaceThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy throwable) {
        return super.throwableProxyToString(new Quoted(throwable));
    }

    private record Quoted(IThrowableProxy throwable) implements IThrowableProxy {

        @Override
        public @Nullable String getMessage() {
            String message = throwable.getMessage();
            return message == null ? null : OnOneLine.of(message);
        }

        /** Quotes this message too, since some exceptions write their own first line. */
        @Override
        public @Nullable String getOverridingMessage() {
            String message = throwable.getOverridingMessage();
            return message == null ? null : OnOneLine.of(message);
        }

        @Override
        public String getClassName() {
            return throwable.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return throwable.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return throwable.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            IThrowableProxy cause = throwable.getCause();
            return cause == null ? null : new Quoted(cause);
        }

        @Override
        public IThrowableProxy @Nullable [] getSuppressed() {
            IThrowableProxy[] suppressed = throwable.getSuppressed();
            return suppressed == null
                    ? null
                    : Stream.of(suppressed).map(Quoted::new).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return throwable.isCyclic();
        }
    }
}
