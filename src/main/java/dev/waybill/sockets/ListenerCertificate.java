package dev.waybill.sockets;

import dev.waybill.secret.KeyPair;
import dev.waybill.settings.BadSetting;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The certificate and key of the public listener. Both are read again when their files change. Files that don't fit
 * together, or hold no certificate, leave the current certificate in use.
 */
public final class ListenerCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerCertificate.class);

    private final String chain;
    private final String key;
    private volatile @Nullable Shown shown;
    private @Nullable Pem seen;
    private @Nullable Pem unfit;

    /** The content of the two files. */
    private record Pem(Buffer chain, Buffer key) {}

    private record Shown(Pem files, Instant expires) {}

    /**
     * @param chain the path of the PEM certificate chain
     * @param key the path of its PEM private key
     */
    public ListenerCertificate(@Nullable String chain, @Nullable String key) {
        this.chain = Objects.requireNonNullElse(chain, "");
        this.key = Objects.requireNonNullElse(key, "");
    }

    /** Returns the earliest end of the certificates in the chain; null without TLS. */
    public @Nullable Instant expires() {
        Shown now = shown;
        return now == null ? null : now.expires;
    }

    /**
     * Reads the certificate for the start.
     *
     * @throws BadSetting if it can't be used
     */
    public PemKeyCertOptions first() {
        try {
            Pem files = new Pem(read(chain), read(key));
            return show(files);
        } catch (IOException | IllegalArgumentException | IllegalStateException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    public static BadSetting unusable(Throwable cause) {
        return new BadSetting(
                "waybill.listener.certificate",
                "waybill.listener.certificate and waybill.listener.key can't be used for TLS: " + cause + ".");
    }

    /**
     * Looks whether the files have changed. A change counts once two looks see the same content, since one file may be
     * written before the other.
     *
     * @return the certificate to show from now on; null if nothing changed, or the change is unusable
     */
    public synchronized @Nullable PemKeyCertOptions look() {
        Pem files = new Pem(readIfThere(chain), readIfThere(key));
        Shown now = shown;
        if (now != null && files.equals(now.files)) {
            seen = null;
            unfit = null;
            return null;
        }
        if (!files.equals(seen) || files.equals(unfit)) {
            seen = files;
            return null;
        }
        try {
            return show(files);
        } catch (IllegalArgumentException | IllegalStateException | GeneralSecurityException e) {
            unfit = files;
            LOG.warn(
                    "The changed files of waybill.listener.certificate and .key can't be used ({}): the public port"
                            + " keeps the certificate that expires at {}, and reads the files again at their next"
                            + " change",
                    e.getMessage(),
                    expires());
            return null;
        }
    }

    private PemKeyCertOptions show(Pem files) throws GeneralSecurityException {
        List<X509Certificate> certificates = pem(files.chain).getCertificates();
        if (certificates == null || certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate");
        }
        PrivateKey privateKey = pem(files.key).getPrivateKey();
        if (privateKey == null) {
            throw new GeneralSecurityException("there is no private key");
        }
        KeyPair.check(certificates.getFirst().getPublicKey(), privateKey);
        Instant expires = certificates.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        shown = new Shown(files, expires);
        return new PemKeyCertOptions().addCertValue(files.chain).addKeyValue(files.key);
    }

    private static PemContent pem(Buffer file) {
        return PemContent.of(file.toString(StandardCharsets.ISO_8859_1));
    }

    private static Buffer read(String file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    }

    private static Buffer readIfThere(String file) {
        try {
            return read(file);
        } catch (IOException | InvalidPathException e) {
            return Buffer.buffer();
        }
    }
}
