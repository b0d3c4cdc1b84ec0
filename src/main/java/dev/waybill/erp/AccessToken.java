package dev.waybill.erp;

import java.io.IOException;

/** Where requests to the ERP get their bearer token from. */
sealed interface AccessToken permits FixedToken, ClientCredentials {

    /**
     * A token to send, fetched if there is none that lives.
     *
     * @throws IOException if none can be had now; the message says why and holds no secret
     */
    String value() throws IOException;

    /** The ERP answered 401 to this token: it must not be sent again. */
    void refused(String token);
}
