package dev.waybill.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.IOHelper;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Keeps the first 16 KiB of an answer's body, unchanged, of the bytes that arrive within 5 s. Drops the connection if
 * there is more. The status alone decides about the delivery. A body that breaks off, or claims an unknown charset or
 * type, changes nothing.
 */
class BoundedAnswer implements ExecChainHandler {

    static final int KEPT_BYTES = 16 * 1024;
    private static final int SECONDS = 5;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new ByteArrayEntity(readInTime(entity, response, scope), null));
            response.removeHeaders(HttpHeaders.CONTENT_TYPE);
            response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        }
        return response;
    }

    /** Ends a body that drips, however few bytes a read returns. A silent one ends by the socket's own timeout. */
    private static byte[] readInTime(HttpEntity entity, ClassicHttpResponse response, ExecChain.Scope scope) {
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                scope.execRuntime::discardEndpoint, CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS));
        try {
            return read(entity, response);
        } finally {
            end.cancel(false);
        }
    }

    private static byte[] read(HttpEntity entity, ClassicHttpResponse response) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        try {
            InputStream body = entity.getContent();
            while (kept.size() < KEPT_BYTES) {
                int n = body.read(chunk, 0, Math.min(chunk.length, KEPT_BYTES - kept.size()));
                if (n < 0) {
                    return kept.toByteArray();
                }
                kept.write(chunk, 0, n);
            }
        } catch (IOException e) {
            // the status has been read: an unreadable rest is no failure of the delivery
        }
        IOHelper.close(response);
        return kept.toByteArray();
    }
}
