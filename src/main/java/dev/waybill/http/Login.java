package dev.waybill.http;

import java.io.IOException;
import java.util.List;

/** The hub's proof to the system behind a connection, sent with each request. */
sealed interface Login permits FixedLogin, ClientCredentials {

    /**
     * A header to send.
     *
     * @param secrets the texts in it that no answer may show
     */
    record Line(String header, String value, List<String> secrets) {

        @Override
        public String toString() {
            return "Line[header=%s]".formatted(header);
        }
    }

    /**
     * Returns the header to send, and fetches a token for it if there is no valid one.
     *
     * @throws IOException if none can be had now; the message says why and holds no secret
     */
    Line line() throws IOException;

    /** Reports that the system answered 401 to this header. */
    void refused(Line line);
}
