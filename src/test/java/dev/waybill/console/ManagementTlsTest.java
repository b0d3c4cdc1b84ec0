package dev.waybill.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.management.ManagementPortTest;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The management port with a certificate of its own, as the README has it. */
class ManagementTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void browsers_are_kept_on_tls_and_a_new_certificate_needs_no_restart(@TempDir Path folder) throws Exception {
        write(folder, "first");
        String bundle = "--spring.ssl.bundle.pem.console.";
        try (ConfigurableApplicationContext hub = new SpringApplicationBuilder(ManagementPortTest.App.class)
                .run(Stream.concat(
                                TestAccess.arguments(),
                                Stream.of(
                                        "--camel.main.routes-include-pattern=false",
                                        "--spring.datasource.url="
                                                + TestPostgres.empty().getUrl(),
                                        "--spring.datasource.username=postgres",
                                        "--MANAGEMENT_PORT=0",
                                        "--server.ssl.bundle=console",
                                        bundle + "keystore.certificate=file:" + folder.resolve("cert.pem"),
                                        bundle + "keystore.private-key=file:" + folder.resolve("key.pem"),
                                        bundle + "reload-on-update=true",
                                        "--spring.ssl.bundle.watch.file.quiet-period=1s"))
                        .toArray(String[]::new))) {
            int port = Integer.parseInt(hub.getEnvironment().getRequiredProperty("local.server.port"));
            BigInteger first = serial(port);
            assertThat(answer(port)).contains("Strict-Transport-Security: max-age=31536000");

            write(folder, "second");

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> !serial(port).equals(first));
        }
    }

    private static BigInteger serial(int port) throws Exception {
        try (SSLSocket socket = open(port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static String answer(int port) throws Exception {
        try (SSLSocket socket = open(port)) {
            socket.getOutputStream()
                    .write("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static SSLSocket open(int port) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Path folder, String alias) throws Exception {
        Path file = folder.resolve(alias + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        pem(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey(alias, PASSWORD).getEncoded());
        pem(
                folder.resolve("cert.pem"),
                "CERTIFICATE",
                keys.getCertificate(alias).getEncoded());
    }

    private static void pem(Path file, String kind, byte[] der) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind));
    }

    /** The test looks at the certificate itself. */
    private static final class TrustAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how) {
            // it is ours
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how) {
            // it is ours
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
