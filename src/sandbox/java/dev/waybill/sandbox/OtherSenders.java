package dev.waybill.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.kit.ProviderSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Plays the senders of {@code SANDBOX_SOURCES} beside Covver: orders, among them repetitions that are signed anew, and
 * forgeries. An order that the hub can't take now is not sent again: another follows.
 */
final class OtherSenders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("sandbox");
    private static final int REPEATED = 10;
    private static final int FORGED = 25;

    /** The same fortune each time: nobody has to wait for a forgery. */
    private final Random random = new Random(1);

    private final List<Sender> senders = new ArrayList<>();
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final AtomicLong number;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("other-senders").daemon().factory());

    private record Sender(String source, String preset, String secret, URI webhook) {}

    OtherSenders(Clock clock) {
        this.clock = clock;
        this.number = new AtomicLong(clock.millis());
    }

    /** The lowest of all settings: a source that no file knows has the preset of its name. */
    static Map<String, Object> presets(List<String> sources) {
        Map<String, Object> presets = new HashMap<>();
        sources.forEach(source -> presets.put("waybill.sources.%s.preset".formatted(source), source));
        return presets;
    }

    /**
     * Plays a source too.
     *
     * @return the settings that the hub needs for it, the first of all: the secret is known to everybody
     */
    Map<String, Object> add(String source, Environment hub, String port) {
        String at = "waybill.sources." + source;
        String preset = hub.getProperty(at + ".preset", source);
        if (!ProviderSender.KNOWN.contains(preset)) {
            throw new IllegalArgumentException("SANDBOX_SOURCES names %s, which the sandbox can't play: use %s"
                    .formatted(preset, String.join(", ", ProviderSender.KNOWN)));
        }
        Map<String, Object> settings = new HashMap<>();
        List<String> variables = List.copyOf(Binder.get(hub)
                .bind(at + ".secrets", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .values());
        variables.forEach(name -> settings.putAll(Map.of(name, "", name + "_FILE", "")));
        String variable = variables.isEmpty()
                ? "SANDBOX_%s_SECRET".formatted(source.toUpperCase(Locale.ROOT).replace('-', '_'))
                : variables.getFirst();
        String secret = ProviderSender.secret(preset, "a secret that everybody can read".getBytes(UTF_8));
        URI webhook = URI.create("http://127.0.0.1:%s/webhooks/%s".formatted(port, source));
        settings.put(variable, secret);
        if (variables.isEmpty()) {
            settings.put(at + ".secrets.current", variable);
        }
        settings.put(at + ".signature.url", webhook.toString());
        senders.add(new Sender(source, preset, secret, webhook));
        return settings;
    }

    /** @param rate webhooks a second of each sender; 0 sends none */
    void start(double rate) {
        if (rate > 0) {
            long pause = Math.max(1, Math.round(TimeUnit.SECONDS.toMicros(1) / rate));
            senders.forEach(sender ->
                    clockwork.scheduleWithFixedDelay(() -> sendNext(sender), 0, pause, TimeUnit.MICROSECONDS));
        }
    }

    /** Sends an order of each. */
    void sendNext() {
        senders.forEach(this::sendNext);
    }

    private void sendNext(Sender sender) {
        long n = number.incrementAndGet();
        try {
            if (random.nextInt(FORGED) == 0) {
                String guessed = ProviderSender.secret(sender.preset, new byte[32]);
                check(sender, "forged", send(sender, guessed, n), 401, "");
                return;
            }
            check(sender, "fresh", send(sender, sender.secret, n), 200, "accepted");
            if (random.nextInt(REPEATED) == 0) {
                String word = sender.preset.equals("adyen") ? "[accepted]" : "duplicate";
                check(sender, "repeated", send(sender, sender.secret, n), 200, word);
            }
        } catch (IOException e) {
            LOG.info("{}  the hub can't be reached ({}): the next order is tried in turn", sender.source, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("{}  no order was sent; the next is tried in turn", sender.source, e);
        }
    }

    private HttpResponse<String> send(Sender sender, String secret, long n) throws IOException, InterruptedException {
        ProviderSender.Request order =
                ProviderSender.order(sender.preset, secret, n, clock.instant(), sender.webhook.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sender.webhook + order.query()))
                .timeout(Duration.ofSeconds(15))
                .POST(BodyPublishers.ofString(order.body()));
        order.headers().forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private void check(Sender sender, String kind, HttpResponse<String> answer, int status, String word) {
        sent.merge("%s %s".formatted(sender.source, kind), 1L, Long::sum);
        if (answer.statusCode() != 503
                && (answer.statusCode() != status || !answer.body().contains(word))) {
            sent.merge(sender.source + " answered otherwise", 1L, Long::sum);
            LOG.warn(
                    "{}  a {} order was answered {} {}: not what the hub promises, please report it",
                    sender.source,
                    kind,
                    answer.statusCode(),
                    answer.body());
        }
    }

    /** Tells the number of webhooks that were sent, by source and kind; empty if no other sender is played. */
    List<String> told() {
        return sent.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> "%s: %d".formatted(each.getKey(), each.getValue()))
                .toList();
    }

    /** The addresses and secrets, for those who send their own. */
    List<String> addresses() {
        return senders.stream()
                .map(sender -> "%s, signed with the secret %s".formatted(sender.webhook, sender.secret))
                .toList();
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        http.close();
    }
}
