package dev.waybill.sftp;

import java.util.Map;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpComponentConfigurer;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpEndpointConfigurer;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.PropertyConfigurer;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code sftp:} with two additions. The parameter {@code login} takes the credentials from a bean. An upload
 * that was cut after its rename counts as done (see {@link SureSftpOperations}).
 */
class SureSftpComponent extends SftpComponent {

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SftpLogin login = resolveAndRemoveReferenceParameter(parameters, "login", SftpLogin.class);
        SftpEndpoint endpoint = (SftpEndpoint) super.buildFileEndpoint(uri, remaining, parameters);
        if (login != null) {
            login.on(endpoint.getConfiguration());
        }
        return new SureEndpoint(uri, this, endpoint.getConfiguration(), login);
    }

    /** Returns the parent's configurer: Camel finds it by an annotation that a subclass doesn't inherit. */
    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return new SftpComponentConfigurer();
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return new SftpEndpointConfigurer();
    }

    private static final class SureEndpoint extends SftpEndpoint {

        private final @Nullable SftpLogin login;

        SureEndpoint(String uri, SftpComponent component, SftpConfiguration configuration, @Nullable SftpLogin login) {
            super(uri, component, configuration);
            this.login = login;
        }

        @Override
        public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
            return new SureSftpOperations(getProxy(), this, login);
        }
    }
}
