package dev.waybill.batch;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The meaning of a failed statement for the rows that it carried. */
public enum SqlFailure {

    /** The database refused a value (SQLSTATE class 22, 23 or 54): one row is to blame, the others are not. */
    OF_A_ROW,

    /** The statement gave way to another transaction (40P01, 40001): nothing was written, and it may be repeated. */
    OF_TIMING,

    /** The server is gone, stopping, unreachable or read-only: the outcome of the commit is unknown. */
    OF_THE_CONNECTION,

    /** The server is there but can't store: disk full, out of memory, an I/O error (class 53, 58 or XX). */
    OF_STORING,

    /** A timeout or any other failure: the outcome of the commit is unknown. */
    OF_THE_DATABASE;

    public static SqlFailure of(DataAccessException failure) {
        if (isOfTheConnection(failure)) {
            return OF_THE_CONNECTION;
        }
        String state = state(failure);
        if (state == null) {
            return OF_THE_DATABASE;
        }
        return switch (state) {
            case "40P01", "40001" -> OF_TIMING;
            // a duplicate id is a fault of the database (restored with an old sequence), never the sender's
            case "23505" -> OF_THE_DATABASE;
            default -> isOfARow(state) ? OF_A_ROW : isOfStoring(state) ? OF_STORING : OF_THE_DATABASE;
        };
    }

    /** True if the failure or one of its causes says: server away (08, 57P01 to 57P03) or read-only (25006). */
    public static boolean isOfTheConnection(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() instanceof String state) {
                if (state.startsWith("08") || state.startsWith("57P0") || state.equals("25006")) {
                    return true;
                }
            }
        }
        return false;
    }

    public static @Nullable String state(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : null;
    }

    public static boolean isOfStoring(@Nullable String state) {
        return state != null && (state.startsWith("53") || state.startsWith("58") || state.startsWith("XX"));
    }

    private static boolean isOfARow(String state) {
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }
}
