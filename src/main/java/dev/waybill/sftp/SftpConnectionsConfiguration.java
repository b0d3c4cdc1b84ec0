package dev.waybill.sftp;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.RegisterConnections;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Makes the beans of all connections to SFTP servers, under the older names of the same beans too. */
@Import({SecretConfiguration.class, SftpConnectionsConfiguration.Register.class})
@Configuration(proxyBeanMethods = false)
class SftpConnectionsConfiguration {

    @Bean
    SftpDestination sftpDestination(BeanFactory beans) {
        return new SftpDestination(beans.getBean("waybill.connections.sftp", SftpConnection.class));
    }

    /** Replaces Camel's component of this name, for every {@code sftp:} endpoint. */
    @Bean
    SureSftpComponent sftp() {
        return new SureSftpComponent();
    }

    static final class Register extends RegisterConnections<SftpConnection> {

        Register(Environment environment, BeanFactory beans) {
            super(environment, beans, Kind.SFTP, SftpConnection.class, SftpLogin.class);
        }

        @Override
        protected SftpConnection make(ConnectionSettings settings, BeanFactory beans) {
            return new SftpConnection(settings, beans.getBean(FollowFiles.class));
        }

        @Override
        protected SftpLogin login(SftpConnection connection) {
            return connection.login();
        }
    }
}
