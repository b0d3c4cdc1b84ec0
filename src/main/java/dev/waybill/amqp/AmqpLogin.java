package dev.waybill.amqp;

import dev.waybill.connections.LiveTls;
import dev.waybill.secret.LiveSecret;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.qpid.jms.JmsConnection;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultDeserializationPolicy;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to the first broker that answers, with the login of a connection. It is a bean, so that no
 * endpoint's address holds a secret. Password and files are read at each new connection, as they are then. The client's
 * own failover is not used: it sends again behind our back, and takes addresses of other brokers from a broker.
 */
final class AmqpLogin implements ConnectionFactory {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpLogin.class);

    /** The number of messages that a reader has at most, read or not. */
    static final int PREFETCH = 100;

    /** The limits of each try to connect, of each request, and of a send. Together they are below any call's. */
    private static final int CONNECT_MILLIS = 3_000;

    private static final int REQUEST_MILLIS = 4_000;
    static final int SEND_MILLIS = 10_000;
    private static final int CLOSE_MILLIS = 2_000;

    private static final String OPTIONS =
            "%s?transport.connectTimeout=%d&transport.useEpoll=false&transport.useKQueue=false&amqp.saslMechanisms=%s";

    /** The ways to prove a password. A broker may offer no other, such as one that hands tickets on. */
    private static final String BY_PASSWORD = "SCRAM-SHA-512,SCRAM-SHA-256,PLAIN";

    private static final String BY_CERTIFICATE = "EXTERNAL,ANONYMOUS";

    private final AmqpSettings settings;
    private final List<String> urls;
    private final LiveTls tls;

    AmqpLogin(AmqpSettings settings, List<String> urls, LiveTls tls) {
        this.settings = settings;
        this.urls = urls;
        this.tls = tls;
    }

    /**
     * Returns an open connection to the first broker that takes one. A refused login ends the search: more tries with a
     * wrong password lock accounts.
     */
    @Override
    public JmsConnection createConnection() throws JMSException {
        JMSException last = null;
        for (String url : urls) {
            try {
                return open(url);
            } catch (JMSSecurityException e) {
                throw e;
            } catch (JMSException e) {
                last = e;
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        throw last == null ? new JMSException("there is no broker") : last;
    }

    private JmsConnection open(String url) throws JMSException {
        JmsConnection connection = null;
        boolean open = false;
        try {
            connection = (JmsConnection) factory(url).createConnection(settings.username(), password());
            connection.start(); // logs in
            open = true;
            return connection;
        } finally {
            if (!open) {
                close(connection);
            }
        }
    }

    private @Nullable String password() {
        LiveSecret password = settings.password();
        return password == null ? null : password.text();
    }

    private JmsConnectionFactory factory(String url) throws JMSException {
        String mechanisms = settings.username() == null ? BY_CERTIFICATE : BY_PASSWORD;
        JmsConnectionFactory factory =
                new JmsConnectionFactory(URI.create(OPTIONS.formatted(url, CONNECT_MILLIS, mechanisms)));
        try {
            factory.setSslContext(tls.context());
        } catch (GeneralSecurityException e) {
            throw (JMSException) new JMSException("no TLS").initCause(e);
        }
        factory.setConnectTimeout(CONNECT_MILLIS);
        factory.setRequestTimeout(REQUEST_MILLIS);
        factory.setSendTimeout(SEND_MILLIS);
        factory.setCloseTimeout(CLOSE_MILLIS);
        factory.setForceSyncSend(true);
        factory.setReceiveLocalOnly(true); // else each look into an empty queue asks the broker
        factory.setReceiveNoWaitLocalOnly(true);
        factory.setValidatePropertyNames(false); // senders that know no JMS write Idempotency-Key
        factory.setUseDaemonThread(true);
        factory.setMessageIDPolicy(new KeyAsId());
        JmsDefaultPrefetchPolicy prefetch = new JmsDefaultPrefetchPolicy();
        prefetch.setAll(PREFETCH);
        factory.setPrefetchPolicy(prefetch);
        JmsDefaultDeserializationPolicy none = new JmsDefaultDeserializationPolicy();
        none.setDenyList(JmsDefaultDeserializationPolicy.CATCH_ALL_WILDCARD);
        factory.setDeserializationPolicy(none);
        return factory;
    }

    /** Closes a connection or a session in the background: a broker that is away would hold the caller. */
    static void close(@Nullable AutoCloseable open) {
        if (open != null) {
            Thread.startVirtualThread(() -> {
                try {
                    open.close();
                } catch (Exception e) { // of JMS; it is of no use any more
                    LOG.debug("A connection to a broker did not close", e);
                }
            });
        }
    }

    /** Logs in and opens a session: no message is sent. */
    String test() throws JMSException {
        try (JmsConnection connection = createConnection()) {
            connection.createSession().close();
            return "The login is right, and %s:%d answers with a session."
                    .formatted(
                            connection.getConnectedURI().getHost(),
                            connection.getConnectedURI().getPort());
        }
    }

    @Override
    public Connection createConnection(String name, String password) {
        throw new UnsupportedOperationException("the login is that of the connection");
    }

    @Override
    public JMSContext createContext() {
        throw new UnsupportedOperationException("connections are enough");
    }

    @Override
    public JMSContext createContext(String name, String password) {
        return createContext();
    }

    @Override
    public JMSContext createContext(String name, String password, int mode) {
        return createContext();
    }

    @Override
    public JMSContext createContext(int mode) {
        return createContext();
    }

    @Override
    public String toString() {
        return "AmqpLogin";
    }
}
