package dev.waybill.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;

/** Refuses mappings and templates at a web address: a check and a trial of routes reach nobody. */
public final class NoRemoteFiles extends ResourceResolverSupport {

    private static final List<String> SCHEMES = List.of("http", "https");

    private NoRemoteFiles(String scheme) {
        super(scheme);
    }

    /** Makes the context's routes find no file over the network. */
    public static void bind(CamelContext context) {
        SCHEMES.forEach(scheme -> {
            NoRemoteFiles files = new NoRemoteFiles(scheme);
            files.setCamelContext(context);
            context.getRegistry().bind(DefaultResourceLoader.RESOURCE_LOADER_KEY_PREFIX + scheme, files);
        });
    }

    @Override
    protected Resource createResource(String location, String path) {
        return new ResourceSupport(getSupportedScheme(), location) {

            @Override
            public boolean exists() {
                return true; // as far as anybody knows without asking; so its reader gets the sentence below
            }

            @Override
            public InputStream getInputStream() throws IOException {
                throw new IOException(
                        "%s would be fetched over the network: put the file beside the routes".formatted(location));
            }
        };
    }
}
