package dev.waybill.sandbox;

import dev.waybill.kit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/**
 * An SFTP server (Apache MINA SSHD) over one folder: {@code sftp/} is what a login sees as its root, {@code
 * sftp-host.key} and {@code known_hosts} lie beside it and outlive a restart. One user, by password or by an authorised
 * public key.
 */
public final class SftpServer implements AutoCloseable {

    public static final String USER = "waybill";

    private final Path home;
    private volatile String password;
    private final Set<PublicKey> authorized = ConcurrentHashMap.newKeySet();
    private final SftpFaults faults = new SftpFaults(this);
    private volatile Consumer<Path> watcher = file -> {};
    private int port;
    private @Nullable SshServer server;

    private SftpServer(Path home, String password, int port) {
        this.home = home.toAbsolutePath();
        this.password = password;
        this.port = port;
    }

    /** Starts one on a free loopback port, its folders made where missing. */
    public static SftpServer start(Path home, String password) {
        return startOn(0, home, password);
    }

    /** @param port 0 for a free one, which stays free while the server pauses */
    public static SftpServer startOn(int port, Path home, String password) {
        SftpServer sftp = new SftpServer(home, password, port == 0 ? FreePort.next() : port);
        sftp.resume();
        return sftp;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The folder in which uploads arrive. */
    public Path root() {
        return home.resolve("sftp");
    }

    /** A known_hosts file with the one line for this server, as {@code ssh-keyscan} would print it. */
    public Path knownHosts() {
        return home.resolve("known_hosts");
    }

    /** Admits the holder of the private key that belongs to this public key. */
    public void authorize(PublicKey key) {
        authorized.add(key);
    }

    /** From now on this password logs in, and that of before doesn't. Connections stay. */
    public void password(String password) {
        this.password = password;
    }

    /** Refuses every login from now on, or no more. */
    public void refuseLogin(boolean refuse) {
        faults.refuseLogin = refuse;
    }

    /** Fails every write from now on, or no more; the empty file is there already, as on a full disk. */
    public void diskFull(boolean full) {
        faults.diskFull = full;
    }

    /** Refuses to rename over an existing file from now on, or no more. */
    public void keepExisting(boolean keep) {
        faults.keepExisting = keep;
    }

    /** Is told of every file that was renamed into place. */
    public void watch(Consumer<Path> watcher) {
        this.watcher = watcher;
    }

    /** Every file below the root, sorted, relative to it. */
    public List<Path> files() {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(Files::isRegularFile)
                    .map(root()::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks all connections and refuses new ones until {@link #resume}. */
    public synchronized void stop() {
        if (server != null) {
            try {
                server.stop(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = null;
        }
    }

    /** Listens again: same port, same host key. */
    public synchronized void resume() {
        if (server != null) {
            return;
        }
        try {
            Files.createDirectories(root());
            SshServer fresh = configured();
            fresh.start();
            server = fresh;
            port = fresh.getPort();
            writeKnownHosts(fresh);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The SFTP server can't start on port " + port, e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    void arrived(Path file) {
        watcher.accept(file);
    }

    private SshServer configured() {
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost(host());
        fresh.setPort(port);
        fresh.setKeyPairProvider(hostKey());
        // a handshake that is safe from quantum computers costs a tenth of a second, which a stand-in need not spend
        fresh.setKeyExchangeFactories(fresh.getKeyExchangeFactories().stream()
                .filter(exchange -> !exchange.getName().matches("(?:sntrup|mlkem).*"))
                .toList());
        fresh.setPasswordAuthenticator(
                (user, offered, session) -> !faults.refuseLogin && USER.equals(user) && password.equals(offered));
        fresh.setPublickeyAuthenticator((user, key, session) -> !faults.refuseLogin
                && USER.equals(user)
                && authorized.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(root()));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(faults);
        fresh.setSubsystemFactories(List.of(sftp));
        return fresh;
    }

    private SimpleGeneratorHostKeyProvider hostKey() {
        SimpleGeneratorHostKeyProvider key = new SimpleGeneratorHostKeyProvider(home.resolve("sftp-host.key"));
        key.setAlgorithm(KeyUtils.EC_ALGORITHM);
        return key;
    }

    private void writeKnownHosts(SshServer fresh) throws IOException, GeneralSecurityException {
        PublicKey key =
                fresh.getKeyPairProvider().loadKeys(null).iterator().next().getPublic();
        Files.writeString(knownHosts(), "[%s]:%d %s%n".formatted(host(), port, PublicKeyEntry.toString(key)));
    }
}
