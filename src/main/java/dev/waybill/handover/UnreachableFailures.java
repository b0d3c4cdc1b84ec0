package dev.waybill.handover;

import com.jcraft.jsch.JSchException;
import dev.waybill.wire.DestinationAway;
import jakarta.mail.AuthenticationFailedException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Decides whether a failure concerns the whole destination, and not one delivery. Such a failure has no session, no
 * answer, or an answer that the destination is unavailable. A 500 is not one: an application answers it if it fails on
 * a single order.
 */
final class UnreachableFailures {

    /** Too many requests, bad gateway, unavailable, gateway timeout. */
    private static final Set<Integer> STATUSES = Set.of(429, 502, 503, 504);

    /** Unknown names, connections that are refused, break or time out, TLS, and logins of SFTP and SMTP. */
    private static final Set<Class<?>> CAUSES = Set.of(
            DestinationAway.class,
            UnknownHostException.class,
            SocketException.class,
            InterruptedIOException.class,
            TimeoutException.class,
            SSLException.class,
            NoHttpResponseException.class,
            ConnectionClosedException.class,
            JSchException.class,
            AuthenticationFailedException.class);

    private UnreachableFailures() {}

    static boolean says(int httpStatus) {
        return STATUSES.contains(httpStatus);
    }

    static boolean says(Throwable thrown) {
        return Stream.iterate(thrown, at -> at != null, Throwable::getCause)
                .limit(20)
                .anyMatch(at -> CAUSES.stream().anyMatch(cause -> cause.isInstance(at)));
    }
}
