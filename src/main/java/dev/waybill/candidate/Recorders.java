package dev.waybill.candidate;

import dev.waybill.wire.Wire;
import dev.waybill.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Ends every call outside within the JVM. A request and a mail are made by their own clients up to the connection, so
 * that the recorded bytes are those that would go out; a file and all others are recorded as the route made them.
 */
final class Recorders implements EndpointStrategy {

    private static final Set<String> SENDS = Set.of("smtp", "smtps"); // the others read a mailbox

    private final Supplier<FarEnd> end;

    /** @param end the answer to the next call */
    Recorders(Supplier<FarEnd> end) {
        this.end = end;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        return switch (endpoint) {
            case HttpEndpoint http -> answering(http);
            case MailEndpoint mail
            when SENDS.contains(mail.getConfiguration().getProtocol()) -> {
                mail.getConfiguration().setJavaMailSender(new MailRecorder(mail, end));
                yield mail;
            }
            case GenericFileEndpoint<?> files -> new RecorderEndpoint(uri, files, end);
            case RecorderEndpoint recorder -> recorder;
            default -> endpoint.isRemote() ? new RecorderEndpoint(uri, endpoint, end) : endpoint;
        };
    }

    private HttpEndpoint answering(HttpEndpoint http) {
        HttpClientConfigurer own = http.getHttpClientConfigurer();
        http.setHttpClientConfigurer(client -> {
            client.setConnectionManager(new NoConnection(end)); // a configurer may make a client at once
            if (own != null) {
                own.configureHttpClient(client);
            }
            client.setConnectionManager(new NoConnection(end));
        });
        return http;
    }

    /** Records a body that the route made, under the address that it would have had. */
    static void record(String where, byte[] body) {
        WireMessage told = Wire.begin(where);
        if (told != null) {
            told.hasBody();
            told.writeBytes(body);
        }
    }

    static void record(String where, String body) {
        record(where, body.getBytes(StandardCharsets.UTF_8));
    }
}
