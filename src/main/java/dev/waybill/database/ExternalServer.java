package dev.waybill.database;

/** A server of the operator's own, which the hub neither starts nor stops. */
record ExternalServer(DatabaseLogin login) implements Server {

    @Override
    public String where() {
        return login.where();
    }

    @Override
    public void close() {
        // not ours to stop
    }
}
