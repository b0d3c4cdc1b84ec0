package dev.waybill.kit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * An Artemis as a process of its own, which a test can kill: on loopback, with one port in clear text, one with TLS, and
 * one where a certificate is the login. It has one user. Its jars are resolved by the build, and are on no other class path.
 */
public final class AmqpBroker implements AutoCloseable {

    public static final String USER = "hub";
    public static final String PASSWORD = "s3cret";

    /** The subject of the certificate that is a login. */
    private static final String SUBJECT = "CN=localhost";

    /** The queues whose addresses hold one small message, and make senders wait or fail from then on. */
    public static final String WAITING = "waiting";

    public static final String FAILING = "failing";

    private static final String SETTINGS = """
        <configuration xmlns="urn:activemq"><core xmlns="urn:activemq:core">
          <journal-type>NIO</journal-type>
          <journal-datasync>false</journal-datasync>
          <max-disk-usage>-1</max-disk-usage>
          <acceptors>
            <acceptor name="amqp">tcp://127.0.0.1:%d?protocols=AMQP;saslMechanisms=PLAIN;securityDomain=activemq;amqpCredits=5;amqpLowCredits=2</acceptor>
            %s
          </acceptors>
          <security-settings>
            <security-setting match="#">%s</security-setting>
            <security-setting match="forbidden"><permission type="manage" roles="nobody"/></security-setting>
          </security-settings>
          <address-settings>
            <address-setting match="#">
              <auto-create-queues>false</auto-create-queues>
              <auto-create-addresses>false</auto-create-addresses>
              <max-delivery-attempts>3</max-delivery-attempts>
            </address-setting>
            <address-setting match="%s">%s<address-full-policy>BLOCK</address-full-policy></address-setting>
            <address-setting match="%s">%s<address-full-policy>FAIL</address-full-policy></address-setting>
          </address-settings>
          <addresses>%s</addresses>
        </core></configuration>
        """;

    private static final String KEYS = "sslEnabled=true;keyStorePath=%s;keyStorePassword=changeit;keyStoreType=PKCS12";

    private static final String TLS = """
        <acceptor name="amqps">tcp://127.0.0.1:%d?protocols=AMQP;saslMechanisms=PLAIN;securityDomain=activemq;%s</acceptor>
        <acceptor name="certificates">tcp://127.0.0.1:%d?protocols=AMQP;saslMechanisms=EXTERNAL;securityDomain=certificates;\
        needClientAuth=true;trustStorePath=%s;trustStorePassword=changeit;trustStoreType=PKCS12;%s</acceptor>\
        """;

    private static final String FULL = "<max-size-bytes>1000</max-size-bytes>";

    private final Path home;
    private final int port = FreePort.next();
    private final int portWithTls = FreePort.next();
    private final int portForCertificates = FreePort.next();
    private Process process;

    private AmqpBroker(Path home) {
        this.home = home;
    }

    /**
     * Starts a broker with these queues and those of this class, and waits until it answers.
     *
     * @param keys the PKCS #12 file with its certificate, under {@code changeit}; null: it has no port with TLS
     */
    public static AmqpBroker start(Path home, Path keys, List<String> queues) throws IOException {
        AmqpBroker broker = new AmqpBroker(home);
        broker.configure(keys, queues);
        broker.again();
        return broker;
    }

    private void configure(Path keys, List<String> queues) throws IOException {
        Path etc = Files.createDirectories(home.resolve("etc"));
        StringBuilder rights = new StringBuilder();
        for (String right : List.of("send", "consume", "browse", "createAddress", "createNonDurableQueue")) {
            rights.append("<permission type=\"%s\" roles=\"hubs\"/>".formatted(right));
        }
        StringBuilder addresses = new StringBuilder();
        for (String queue : queues) {
            address(addresses, queue);
        }
        address(addresses, WAITING);
        address(addresses, FAILING);
        address(addresses, "forbidden");
        addresses.append("<address name=\"prices\"><multicast/></address>");
        Files.writeString(
                etc.resolve("broker.xml"),
                SETTINGS.formatted(
                        port, keys == null ? "" : withTls(keys), rights, WAITING, FULL, FAILING, FULL, addresses));
        Files.writeString(etc.resolve("login.config"), """
            activemq {
              org.apache.activemq.artemis.spi.core.security.jaas.PropertiesLoginModule required
                org.apache.activemq.jaas.properties.user="users.properties"
                org.apache.activemq.jaas.properties.role="roles.properties";
            };
            certificates {
              org.apache.activemq.artemis.spi.core.security.jaas.TextFileCertificateLoginModule required
                org.apache.activemq.jaas.textfiledn.user="certificates.properties"
                org.apache.activemq.jaas.textfiledn.role="roles.properties";
            };
            """);
        Files.writeString(etc.resolve("users.properties"), USER + "=" + PASSWORD);
        Files.writeString(etc.resolve("certificates.properties"), USER + "=" + SUBJECT);
        Files.writeString(etc.resolve("roles.properties"), "hubs=" + USER);
    }

    private String withTls(Path keys) {
        String own = KEYS.formatted(keys);
        return TLS.formatted(portWithTls, own, portForCertificates, keys, own);
    }

    private static void address(StringBuilder addresses, String queue) {
        addresses.append(
                "<address name=\"%s\"><anycast><queue name=\"%s\"/></anycast></address>".formatted(queue, queue));
    }

    /** Starts it again with all that it kept, and waits until it answers. */
    public void again() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.security.auth.login.config=" + home.resolve("etc/login.config"),
                        "-cp",
                        Files.readString(
                                Path.of(System.getProperty("basedir", ".")).resolve("target/broker.classpath")),
                        "org.apache.activemq.artemis.core.server.embedded.Main",
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the broker ended: " + Files.readString(log()));
            }
            return answers();
        });
    }

    private Path log() {
        return home.resolve("broker.log");
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it at once, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    public String url() {
        return "amqp://127.0.0.1:" + port;
    }

    public String urlWithTls() {
        return "amqps://127.0.0.1:" + portWithTls;
    }

    public String urlForCertificates() {
        return "amqps://127.0.0.1:" + portForCertificates;
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
