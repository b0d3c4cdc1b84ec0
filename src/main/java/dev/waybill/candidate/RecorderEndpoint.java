package dev.waybill.candidate;

import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Takes the place of an endpoint outside: it records the message, and connects to nothing. */
final class RecorderEndpoint extends DefaultEndpoint {

    private final Endpoint replaced;
    private final Supplier<FarEnd> end;

    RecorderEndpoint(String uri, Endpoint replaced, Supplier<FarEnd> end) {
        super(uri, replaced.getComponent());
        setCamelContext(replaced.getCamelContext());
        this.replaced = replaced;
        this.end = end;
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    @Override
    public Producer createProducer() throws Exception {
        return replaced instanceof GenericFileEndpoint<?> files ? new FileRecorder(files) : new BodyRecorder();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new DefaultConsumer(this, processor);
    }

    private void refuseIfAsked(String what) {
        if (!end.get().takes()) {
            throw new GenericFileOperationFailedException(what + " was refused");
        }
    }

    private final class BodyRecorder extends DefaultProducer {

        BodyRecorder() {
            super(RecorderEndpoint.this);
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            byte[] body = exchange.getMessage().getBody(byte[].class);
            Recorders.record(replaced.getEndpointBaseUri(), body == null ? new byte[0] : body);
            refuseIfAsked("the message");
        }
    }

    private final class FileRecorder extends DefaultProducer {

        private final GenericFileProducer<?> names;

        FileRecorder(GenericFileEndpoint<?> files) throws Exception {
            super(RecorderEndpoint.this);
            this.names = (GenericFileProducer<?>) files.createProducer();
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            String name = names.createFileName(exchange);
            byte[] body = exchange.getMessage().getMandatoryBody(byte[].class);
            Recorders.record("%s:/%s".formatted(scheme(), name), body);
            refuseIfAsked("the file " + name);
        }

        private String scheme() {
            String uri = replaced.getEndpointBaseUri();
            return uri.substring(0, uri.indexOf(':'));
        }
    }
}
