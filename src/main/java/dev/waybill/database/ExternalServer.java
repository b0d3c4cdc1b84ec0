package dev.waybill.database;

/** A server of the operator's own. Its life is none of our business. */
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
