package dev.waybill.erp;

/** The token of {@code ERP_TOKEN}. Refused, it is sent again all the same: whoever mends it does so at the ERP. */
record FixedToken(String value) implements AccessToken {

    @Override
    public void refused(String token) {}

    @Override
    public String toString() {
        return "FixedToken";
    }
}
