package dev.waybill.node;

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
class NodeConfiguration {

    @Bean
    Node node(@Qualifier("heartbeatDataSource") DataSource database, NodeSettings settings) {
        String name = settings.name().isBlank() ? hostName() : settings.name();
        return new Node(JdbcClient.create(database), name, settings.lease(), System::nanoTime);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    BuryNodes buryNodes(Node node) {
        return new BuryNodes(node);
    }

    @Bean
    AskQuestions askQuestions(@Qualifier("queueDataSource") DataSource database, List<Question> questions) {
        return new AskQuestions(JdbcClient.create(database), questions);
    }

    @Bean
    Signals signals(@Qualifier("queueDataSource") DataSource database) {
        return new Signals(JdbcClient.create(database));
    }

    @Bean(destroyMethod = "stop")
    HearSignals hearSignals(@Qualifier("signalsDataSource") DataSource database, List<Signalled> signalled) {
        return new HearSignals(database, signalled);
    }

    /** A start that fails destroys its beans without stopping them first: the pulse must end before its database does. */
    @Bean(destroyMethod = "stop")
    Pulse pulse(Node node, NodeSettings settings, List<Tick> ticks) {
        return new Pulse(node, settings.heartbeat(), ticks);
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
