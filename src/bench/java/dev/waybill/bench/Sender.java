package dev.waybill.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts signed webhooks over kept connections, to several contestants in turn. */
final class Sender implements AutoCloseable {

    private final AtomicInteger open = new AtomicInteger();
    private final Context loop;
    private final HttpClient client;
    private final List<Contestant> contestants;

    /** @param connections to each contestant; more requests wait in the sender */
    Sender(Vertx vertx, int connections, Contestant... contestants) {
        this.loop = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setMaxWaitQueueSize(-1),
                new PoolOptions().setHttp1MaxSize(connections));
        this.contestants = List.of(contestants);
    }

    /** @return whether it was answered 200 */
    CompletionStage<Boolean> post(long number, SignedBodies.Body body) {
        Contestant to = contestants.get((int) (number % contestants.size()));
        Promise<Boolean> answered = Promise.promise();
        // on one event loop, so that no part of an answer comes before somebody listens for it
        open.incrementAndGet();
        loop.runOnContext(now -> request(to, body).onComplete(result -> {
            answered.handle(result);
            open.decrementAndGet();
        }));
        return answered.future().toCompletionStage();
    }

    private Future<Boolean> request(Contestant to, SignedBodies.Body body) {
        return client.request(HttpMethod.POST, to.port(), "127.0.0.1", SignedBodies.PATH)
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("covverSignature", body.signature())
                        .putHeader("covverIdempotencyKey", SignedBodies.key())
                        .send(Buffer.buffer(body.bytes())))
                .compose(Sender::answered);
    }

    /** Requests that wait for their answer; what follows from one that doesn't has been done. */
    int open() {
        return open.get();
    }

    @Override
    public void close() {
        client.close();
    }

    private static Future<Boolean> answered(HttpClientResponse response) {
        return response.body().map(read -> response.statusCode() == 200);
    }
}
