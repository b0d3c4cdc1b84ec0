package dev.waybill.erp;

import dev.waybill.secret.LiveSecret;

/**
 * The token of {@code ERP_TOKEN}. After a 401 it is sent again all the same, since an operator fixes it at the ERP.
 */
record FixedToken(LiveSecret secret) implements AccessToken {

    @Override
    public String value() {
        return secret.text();
    }

    @Override
    public void refused(String token) {}

    @Override
    public String toString() {
        return "FixedToken";
    }
}
