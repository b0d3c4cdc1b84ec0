package dev.waybill.sandbox;

import dev.waybill.settings.Loopback;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;

/**
 * Leads every endpoint of a route to a stand-in. A request to another machine goes to the stand-in of its host, whatever
 * its address; a mail or file server has to be a connection. An endpoint of any other kind that could leave this machine
 * can't be made.
 */
final class StandInEndpoints implements EndpointStrategy {

    private static final Set<String> OURS = Set.of("inbox", "outbox", "platform-http");

    /** Schemes whose clients choose their brokers themselves, so that their endpoints are replaced as a whole. */
    private static final Set<String> BROKERS = Set.of("kafka", "amqp", "jms");

    private static final Pattern LOGIN =
            Pattern.compile("(?:kafkaClientFactory|connectionFactory)=#waybill\\.connections\\.([a-z0-9-]+)\\.login");

    private final World world;

    StandInEndpoints(World world) {
        this.world = world;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        switch (endpoint) {
            case HttpEndpoint http -> lead(http);
            case MailEndpoint mail -> isHere(mail.getConfiguration().getHost());
            case RemoteFileEndpoint<?> files -> isHere(files.getConfiguration().getHost());
            default -> {
                String scheme = endpoint.getEndpointUri().replaceFirst(":.*", "");
                if (BROKERS.contains(scheme) && !(endpoint instanceof TopicStandIn)) {
                    return new TopicStandIn(uri, endpoint, topics(endpoint.getEndpointUri()));
                }
                if (endpoint.isRemote() && !OURS.contains(scheme)) {
                    throw new IllegalArgumentException(
                            "The sandbox has no stand-in for %s, which could reach another".formatted(scheme)
                                    + " machine");
                }
            }
        }
        return endpoint;
    }

    private Topics topics(String uri) {
        Matcher login = LOGIN.matcher(URLDecoder.decode(uri, StandardCharsets.UTF_8));
        StandIn cluster = login.find() ? world.find(login.group(1)) : null;
        if (cluster == null || !(cluster.server() instanceof Topics topics)) {
            throw new IllegalArgumentException(
                    "The sandbox has no stand-in for brokers of a route's own: make them a connection, which has one");
        }
        return topics;
    }

    private static void isHere(String host) {
        if (!Loopback.is(host)) {
            throw new IllegalArgumentException(
                    "The sandbox has no stand-in for %s: make it a connection, which has one".formatted(host));
        }
    }

    private void lead(HttpEndpoint http) {
        HttpClientConfigurer own = http.getHttpClientConfigurer();
        http.setHttpClientConfigurer(client -> {
            if (own != null) {
                own.configureHttpClient(client);
            }
            client.setRoutePlanner(planner());
        });
    }

    private HttpRoutePlanner planner() {
        HttpRoutePlanner usual = new DefaultRoutePlanner(null);
        return (target, context) -> Loopback.is(target.getHostName())
                ? usual.determineRoute(target, context)
                : new HttpRoute(new HttpHost(
                        "http",
                        "127.0.0.1",
                        ((ErpStub) world.ofHost(target.getHostName()).server()).port()));
    }
}
