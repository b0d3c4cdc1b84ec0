package dev.waybill.kafka;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.errors.TimeoutException;

/** Logs in to a cluster and lets it describe itself: no record is sent. */
record TestKafka(KafkaLogin login, String brokers) {

    private static final int MILLIS = 8_000;

    String seen() throws IOException, InterruptedException {
        try (Admin admin = login.admin(MILLIS)) {
            DescribeClusterResult cluster = admin.describeCluster();
            int number = cluster.nodes().get().size();
            return "The login is right, and the cluster %s has %d %s."
                    .formatted(cluster.clusterId().get(), number, number == 1 ? "broker" : "brokers");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new IOException("No broker of %s answers".formatted(brokers))
                    : new IOException("The cluster can't be used", e.getCause());
        }
    }
}
