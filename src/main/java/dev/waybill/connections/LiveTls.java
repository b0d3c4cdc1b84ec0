package dev.waybill.connections;

import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.FollowedFile;
import dev.waybill.secret.KeyPair;
import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with the files of a connection as they are now. A changed file counts for the next handshake; files that don't fit
 * together leave those before in use. Without files it is Java's own TLS.
 */
public final class LiveTls {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);
    private static final char[] NO_PASSWORD = {};

    private final CertificateFiles files;
    private final LiveKeys keys = new LiveKeys();
    private final LiveTrust trust = new LiveTrust();
    private @Nullable FollowedFile<List<X509Certificate>> certificate;
    private @Nullable FollowedFile<PrivateKey> key;
    private @Nullable FollowedFile<List<X509Certificate>> trusted;
    private @Nullable SSLContext context;

    public LiveTls(CertificateFiles files) {
        this.files = files;
    }

    /** Reads the files; throws {@link BadSetting} if they can't be used. */
    public void load() {
        certificate = files.certificateFile();
        key = files.keyFile();
        trusted = files.trustedFile();
        try {
            use();
        } catch (GeneralSecurityException | IOException e) {
            throw new BadSetting(
                    files.certificate().name(),
                    "%s and %s don't fit together: %s."
                            .formatted(files.certificate().name(), files.key().name(), e.getMessage()));
        }
    }

    /** Follows the files from now on. */
    public LiveTls follow(FollowFiles watch) {
        Stream.of(certificate, key, trusted).forEach(file -> {
            if (file != null) {
                watch.follow(file, this::changed);
            }
        });
        return this;
    }

    private void changed() {
        try {
            use();
        } catch (GeneralSecurityException | IOException e) {
            LOG.warn(
                    "{} and {} don't fit together ({}): those before stay in use until both have changed",
                    files.certificate().name(),
                    files.key().name(),
                    e.getMessage());
        }
    }

    private synchronized void use() throws GeneralSecurityException, IOException {
        if (certificate != null && key != null) {
            keys.now = keyManager(certificate.get(), key.get());
        }
        if (trusted != null) {
            trust.now = trustManager(trusted.get());
        }
        if (context != null) { // a resumed session would show the old certificate
            for (byte[] id : Collections.list(context.getClientSessionContext().getIds())) {
                SSLSession session = context.getClientSessionContext().getSession(id);
                if (session != null) {
                    session.invalidate();
                }
            }
        }
    }

    /** Returns the context of all handshakes of the connection. */
    public synchronized SSLContext context() throws GeneralSecurityException {
        if (!files.any()) {
            return SSLContext.getDefault();
        }
        if (context == null) {
            context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null ? null : new KeyManager[] {keys},
                    trusted == null ? null : new TrustManager[] {trust},
                    null);
        }
        return context;
    }

    private static X509ExtendedKeyManager keyManager(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyPair.check(chain.getFirst().getPublicKey(), key);
        KeyStore store = empty();
        store.setKeyEntry("hub", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    private static X509ExtendedTrustManager trustManager(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
