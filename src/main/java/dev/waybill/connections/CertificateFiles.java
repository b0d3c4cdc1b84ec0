package dev.waybill.connections;

import dev.waybill.secret.FollowedFile;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The files for TLS, in PEM: the hub's own certificate with its key, and the certificates of authorities that it trusts
 * in place of Java's.
 */
public record CertificateFiles(Setting certificate, Setting key, Setting trusted) {

    private static final int MOST = 1 << 20;

    public static CertificateFiles of(ConnectionSettings settings) {
        return new CertificateFiles(
                settings.option("client-certificate-file"),
                settings.option("client-key-file"),
                settings.option("trusted-certificates-file"));
    }

    public Stream<Setting> settings() {
        return Stream.of(certificate, key, trusted);
    }

    public boolean any() {
        return settings().anyMatch(Setting::isSet);
    }

    /** Checks that the files can be used together. */
    public void check() {
        certificate.needs(key);
        key.needs(certificate);
        new LiveTls(this).load();
    }

    @Nullable
    FollowedFile<List<X509Certificate>> certificateFile() {
        return open(certificate, CertificateFiles::certificates);
    }

    @Nullable
    FollowedFile<PrivateKey> keyFile() {
        return open(key, CertificateFiles::key);
    }

    @Nullable
    FollowedFile<List<X509Certificate>> trustedFile() {
        return open(trusted, CertificateFiles::certificates);
    }

    private interface Parse<T> {
        @Nullable
        T of(PemContent content);
    }

    private static <T> @Nullable FollowedFile<T> open(Setting setting, Parse<T> parse) {
        return setting.value() == null
                ? null
                : FollowedFile.open(setting.name(), setting.value(), MOST, bytes -> parsed(setting, bytes, parse));
    }

    private static <T> T parsed(Setting setting, byte[] bytes, Parse<T> parse) {
        T found;
        try {
            found = parse.of(PemContent.of(new String(bytes, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            found = null;
        }
        if (found == null) {
            throw new BadSetting(
                    setting.name(),
                    "%s names a file that can't be used: %s.".formatted(setting.name(), setting.value()));
        }
        return found;
    }

    private static @Nullable List<X509Certificate> certificates(PemContent content) {
        List<X509Certificate> all = content.getCertificates();
        return all == null || all.isEmpty() ? null : all;
    }

    private static @Nullable PrivateKey key(PemContent content) {
        return content.getPrivateKey();
    }
}
