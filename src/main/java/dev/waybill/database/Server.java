package dev.waybill.database;

/** The PostgreSQL server that this hub uses. Closed last of all: every pool depends on it. */
sealed interface Server extends AutoCloseable permits EmbeddedServer, ExternalServer {

    DatabaseLogin login();

    /** Where it is, for a log line: a directory or a host, never a password. */
    String where();

    @Override
    void close();
}
