package dev.waybill.erp;

import java.io.IOException;

/** The source of the bearer token for requests to the ERP. */
sealed interface AccessToken permits FixedToken, ClientCredentials {

    /**
     * Returns a token to send, and fetches one if there is no valid one.
     *
     * @throws IOException if none can be had now; the message says why and holds no secret
     */
    String value() throws IOException;

    /** Reports that the ERP answered 401 to this token. */
    void refused(String token);
}
