package dev.waybill.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    @Bean
    Node node(@Qualifier("heartbeatJdbc") JdbcClient jdbc, NodeSettings settings) {
        String name = settings.name().isBlank() ? hostName() : settings.name();
        return new Node(jdbc, name, settings.lease(), System::nanoTime);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RemoveDeadNodes buryNodes(Node node) {
        return new RemoveDeadNodes(node);
    }

    @Bean
    PollAll askQuestions(@Qualifier("queueJdbc") JdbcClient jdbc, List<Poll> questions) {
        return new PollAll(jdbc, questions);
    }

    @Bean
    NotifySender signals(@Qualifier("queueJdbc") JdbcClient jdbc) {
        return new NotifySender(jdbc);
    }

    @Bean(destroyMethod = "stop")
    NotifyListener hearSignals(@Qualifier("signalsDataSource") DataSource database, List<NotifyTarget> signalled) {
        return new NotifyListener(database, signalled);
    }

    /**
     * Stops the heartbeat on destruction: a failed start destroys its beans without stopping them first. The heartbeat
     * must end before its database does.
     */
    @Bean(destroyMethod = "stop")
    Heartbeat pulse(Node node, NodeSettings settings, List<Tick> ticks) {
        return new Heartbeat(node, settings.heartbeat(), ticks);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "hub:" + ProcessHandle.current().pid();
        }
    }
}
