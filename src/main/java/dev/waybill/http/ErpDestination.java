package dev.waybill.http;

import java.util.Objects;

/** The ERP's connection under the name by which routes read its address before connections had names. */
class ErpDestination {

    private final HttpConnection erp;

    ErpDestination(HttpConnection erp) {
        this.erp = erp;
    }

    /** Returns the base address; without settings it is a name that exists nowhere. */
    public String url() {
        return Objects.requireNonNull(erp.part("url"));
    }
}
