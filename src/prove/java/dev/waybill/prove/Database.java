package dev.waybill.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** The PostgreSQL that the hubs share. */
sealed interface Database extends AutoCloseable permits SingleServer, StandbyServers {

    /** Of every server. */
    List<Integer> ports();

    /** The address by which a hub connects. @param ports lead to the servers, in their order */
    String url(List<Integer> ports);

    String username();

    String password();

    /** A connection to whichever server takes writes now. */
    Connection connect() throws SQLException;

    /** One round of what can befall these servers and no others. */
    List<Fault> faults(Random random);

    /** The fault that comes once in a run. */
    List<Fault> once(Random random);

    @Override
    void close();
}
