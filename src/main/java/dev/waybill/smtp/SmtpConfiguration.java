package dev.waybill.smtp;

import dev.waybill.connections.ConnectionSettings;
import dev.waybill.connections.Kind;
import dev.waybill.connections.RegisterConnections;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import org.apache.camel.component.mail.MailAuthenticator;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Makes the beans of all connections to mail servers, under the older names of the same beans too. */
@Import({SecretConfiguration.class, SmtpConfiguration.Register.class})
@Configuration(proxyBeanMethods = false)
class SmtpConfiguration {

    @Bean
    EmailDestination emailDestination(BeanFactory beans) {
        return new EmailDestination(beans.getBean("waybill.connections.email", SmtpConnection.class));
    }

    static final class Register extends RegisterConnections<SmtpConnection> {

        Register(Environment environment, BeanFactory beans) {
            super(environment, beans, Kind.SMTP, SmtpConnection.class, MailAuthenticator.class);
        }

        @Override
        protected SmtpConnection make(ConnectionSettings settings, BeanFactory beans) {
            return new SmtpConnection(settings, beans.getBean(FollowFiles.class));
        }

        @Override
        protected MailAuthenticator login(SmtpConnection connection) {
            return connection.login();
        }
    }
}
