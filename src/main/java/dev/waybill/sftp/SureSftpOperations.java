package dev.waybill.sftp;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import dev.waybill.wire.Wire;
import dev.waybill.wire.WireMessage;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an upload under a temporary name repeatable. A server without POSIX rename refuses to rename over an existing
 * file. If that file has the size of the one just sent, the hand-over counts as done: an earlier attempt was cut after
 * its rename. Each address of the server's name is tried. The temporary file of a failed upload is removed, if the
 * connection still allows it.
 */
class SureSftpOperations extends SftpOperations {

    private static final Logger LOG = LoggerFactory.getLogger(SureSftpOperations.class);

    private final SftpEndpoint server;
    private final @Nullable SftpLogin login;

    SureSftpOperations(@Nullable Proxy proxy, SftpEndpoint server, @Nullable SftpLogin login) {
        super(proxy);
        this.server = server;
        this.login = login;
        setEndpoint(server);
    }

    @Override
    protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        if (login != null) {
            login.on((SftpConfiguration) configuration); // a secret may have changed since
        }
        Session session = super.createSession(configuration);
        session.setSocketFactory(new EachAddress(configuration.getConnectTimeout()));
        return session;
    }

    /**
     * Treats a failure inside JSch's own code, as after a broken handshake, as a session that could not be opened. JSch
     * gives no channel, and no reason, if the connection ends at that moment.
     */
    @Override
    public boolean connect(RemoteFileConfiguration configuration, Exchange exchange) {
        try {
            return super.connect(configuration, exchange);
        } catch (NullPointerException e) {
            throw notConnected(configuration, "the connection ended while it was opened", e);
        } catch (GenericFileOperationFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw notConnected(configuration, String.valueOf(e.getMessage()), e);
        }
    }

    private static GenericFileOperationFailedException notConnected(
            RemoteFileConfiguration configuration, String reason, RuntimeException thrown) {
        JSchException cause = new JSchException(reason);
        cause.addSuppressed(thrown);
        return new GenericFileOperationFailedException(
                "Cannot connect to " + configuration.remoteServerInformation(), cause);
    }

    @Override
    public boolean storeFile(String name, Exchange exchange, long size) {
        WireMessage told = Wire.begin("sftp://%s:%d/"
                .formatted(
                        server.getConfiguration().getHost(),
                        server.getConfiguration().getPort()));
        Object body = exchange.getIn().getBody();
        try {
            if (told != null) {
                told.line("Written as: " + name);
                tell(exchange.getIn(), told);
            }
            return super.storeFile(name, exchange, size);
        } catch (GenericFileOperationFailedException e) {
            Wire.note("(interrupted: the amount that arrived is unknown)");
            remove(name);
            throw e;
        } finally {
            exchange.getIn().setBody(body); // the next step finds it as it was
            if (body instanceof StreamCache cache) {
                cache.reset();
            }
        }
    }

    @Override
    public boolean renameFile(String from, String to) {
        try {
            boolean renamed = super.renameFile(from, to);
            if (renamed) {
                Wire.note("Renamed to: " + to);
            }
            return renamed;
        } catch (GenericFileOperationFailedException e) {
            boolean done = isConnected() && sameSize(from, to);
            remove(from);
            if (done) {
                LOG.info("{} exists already with the same size: an earlier attempt had uploaded it", to);
                Wire.note("Found already uploaded with the same size: " + to);
                return true;
            }
            throw e;
        }
    }

    /** Records the body that the client uploads: a stream as it is read, a text as the bytes that it becomes. */
    private void tell(Message file, WireMessage told) {
        if (file.getBody() == null) {
            return;
        }
        told.hasBody();
        try {
            String charset = server.getCharset();
            if (charset == null) {
                file.setBody(told.of(file.getMandatoryBody(InputStream.class)));
            } else {
                String text = file.getMandatoryBody(String.class);
                file.setBody(text);
                told.writeBytes(text.getBytes(charset));
            }
        } catch (InvalidPayloadException | UnsupportedEncodingException e) {
            throw new GenericFileOperationFailedException("The body can't be written to a file", e);
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

    /** Returns the size in bytes; -1 if there is no such file. */
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
