package dev.waybill.management;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** A request's body, read in advance, and put back the way that Tomcat's own form login does it. */
final class WholeBody implements ApplicationBufferHandler {

    private final ByteChunk bytes = new ByteChunk();
    private final int most;
    private ByteBuffer part = ByteBuffer.allocate(0);

    private WholeBody(int most) {
        this.most = most;
    }

    /**
     * Reads the body, or as much of it as shows that it is too large.
     *
     * @throws IOException if the caller is gone, or was silent for too long
     */
    static WholeBody read(Request request, int most) throws IOException {
        WholeBody body = new WholeBody(most);
        while (!body.isTooLarge() && request.doRead(body) >= 0) {
            byte[] read = new byte[body.part.remaining()];
            body.part.get(read);
            body.bytes.append(read, 0, read.length);
        }
        return body;
    }

    boolean isTooLarge() {
        return bytes.getLength() > most;
    }

    void putBack(Request request) {
        request.action(ActionCode.REQ_SET_BODY_REPLAY, bytes);
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        part = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return part;
    }

    @Override
    public void expand(int size) {
        // Tomcat hands over its own buffer, so nothing is copied here.
    }
}
