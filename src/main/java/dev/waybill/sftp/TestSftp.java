package dev.waybill.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import org.apache.camel.component.file.remote.SftpConfiguration;

/** Logs in to an SFTP server and lists the folder for files: nothing is written there. */
record TestSftp(String host, int port, String directory, SftpLogin login) {

    private static final int MILLIS = 5_000;

    String seen() throws JSchException, SftpException, IOException {
        SftpConfiguration now = new SftpConfiguration();
        login.on(now);
        JSch jsch = new JSch();
        jsch.setKnownHosts(now.getKnownHostsFile());
        if (now.getPrivateKeyFile() != null) {
            jsch.addIdentity(now.getPrivateKeyFile(), now.getPrivateKeyPassphrase());
        }
        Session session = jsch.getSession(now.getUsername(), host, port);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setPassword(now.getPassword());
        session.setTimeout(MILLIS);
        session.setSocketFactory(new EachAddress(MILLIS));
        try {
            session.connect(MILLIS);
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(MILLIS);
            String folder = directory.isEmpty() ? "." : directory;
            int[] files = {0};
            sftp.ls(folder, entry -> {
                files[0] += entry.getAttrs().isDir() ? 0 : 1;
                return files[0] < 1000 ? ChannelSftp.LsEntrySelector.CONTINUE : ChannelSftp.LsEntrySelector.BREAK;
            });
            return "The host key is known, the login is right, and the folder %s has %d files."
                    .formatted(directory.isEmpty() ? "of the login" : directory, files[0]);
        } finally {
            session.disconnect();
        }
    }
}
