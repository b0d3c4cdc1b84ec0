package dev.waybill.database;

/** The PostgreSQL server that this hub uses. It is closed after everything else, since every pool depends on it. */
sealed interface Server extends AutoCloseable permits EmbeddedServer, ExternalServer {

    DatabaseLogin login();

    /** Returns its place for a log line: a directory or a host, never a password. */
    String where();

    @Override
    void close();
}
