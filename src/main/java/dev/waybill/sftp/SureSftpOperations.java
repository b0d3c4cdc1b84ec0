package dev.waybill.sftp;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an upload under a temporary name repeatable. A server without POSIX rename refuses to rename over a file that is
 * there: if it has the size of the one just sent, an attempt before this one was cut after its rename, and the hand-over
 * is done. A server's name with several addresses is tried at each. A temporary file that came to nothing is removed, as far as the connection still allows.
 */
class SureSftpOperations extends SftpOperations {

    private static final Logger LOG = LoggerFactory.getLogger(SureSftpOperations.class);

    SureSftpOperations(@Nullable Proxy proxy) {
        super(proxy);
    }

    @Override
    protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        Session session = super.createSession(configuration);
        session.setSocketFactory(new EachAddress(configuration.getConnectTimeout()));
        return session;
    }

    @Override
    public boolean storeFile(String name, Exchange exchange, long size) {
        try {
            return super.storeFile(name, exchange, size);
        } catch (GenericFileOperationFailedException e) {
            remove(name);
            throw e;
        }
    }

    @Override
    public boolean renameFile(String from, String to) {
        try {
            return super.renameFile(from, to);
        } catch (GenericFileOperationFailedException e) {
            boolean done = isConnected() && sameSize(from, to);
            remove(from);
            if (done) {
                LOG.info("{} is there already, in the same size: an earlier attempt had uploaded it", to);
                return true;
            }
            throw e;
        }
    }

    private boolean sameSize(String sent, String there) {
        try {
            long size = size(there);
            return size >= 0 && size == size(sent);
        } catch (GenericFileOperationFailedException e) {
            return false;
        }
    }

    /** In bytes; -1 if there is no such file. */
    private long size(String name) {
        SftpRemoteFile[] found = existsFile(name) ? listFiles(name) : new SftpRemoteFile[0];
        return found.length == 1 && !found[0].isDirectory() ? found[0].getFileLength() : -1;
    }

    private void remove(String name) {
        try {
            if (isConnected()) {
                deleteFile(name);
            }
        } catch (GenericFileOperationFailedException e) {
            LOG.debug("The temporary file {} could not be removed", name, e);
        }
    }
}
