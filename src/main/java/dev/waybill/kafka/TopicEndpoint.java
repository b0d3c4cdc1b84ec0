package dev.waybill.kafka;

import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** A topic with the options that a route gave Camel's endpoint, and the clients of its connection. */
final class TopicEndpoint extends DefaultEndpoint {

    private final KafkaEndpoint options;
    private final Supplier<Records> records;

    TopicEndpoint(String uri, KafkaEndpoint options, Supplier<Records> records) {
        super(uri, options.getComponent());
        setCamelContext(options.getCamelContext());
        this.options = options;
        this.records = records;
    }

    KafkaConfiguration configuration() {
        return options.getConfiguration();
    }

    String topic() {
        return configuration().getTopic();
    }

    /** Returns what makes the clients: the login of a connection, if the route names one. */
    KafkaClientFactory clients() {
        return options.getKafkaClientFactory();
    }

    /** Returns the options as settings of a client, with its brokers. */
    Properties settings(Properties ofOptions) {
        options.updateClassProperties(ofOptions);
        ofOptions.put("bootstrap.servers", clients().getBrokers(configuration()));
        return ofOptions;
    }

    @Override
    public Producer createProducer() {
        return new TopicProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        TopicConsumer consumer = new TopicConsumer(this, processor, records);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isLenientProperties() {
        return true; // Camel's endpoint has checked them
    }

    @Override
    protected void doStart() throws Exception {
        ServiceHelper.startService(options);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        ServiceHelper.stopService(options);
    }
}
