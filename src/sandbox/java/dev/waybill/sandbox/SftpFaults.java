package dev.waybill.sandbox;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;

/** The faults of an SFTP server, each as OpenSSH reports it: a plain {@code SSH_FX_FAILURE}. */
final class SftpFaults implements SftpEventListener {

    volatile boolean refuseLogin;
    volatile boolean diskFull;
    volatile boolean keepExisting;
    private final SftpServer server;

    SftpFaults(SftpServer server) {
        this.server = server;
    }

    @Override
    public void writing(
            ServerSession session, String handle, FileHandle file, long offset, byte[] data, int from, int length)
            throws IOException {
        if (diskFull) {
            throw failure();
        }
    }

    @Override
    public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) throws IOException {
        if (keepExisting && Files.exists(to)) {
            throw failure();
        }
    }

    @Override
    public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown) {
        if (thrown == null) {
            server.arrived(to);
        }
    }

    private static SftpException failure() {
        return new SftpException(SftpConstants.SSH_FX_FAILURE, "Failure");
    }
}
