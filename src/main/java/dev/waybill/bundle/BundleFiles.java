package dev.waybill.bundle;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;

/** Lets routes name a file of their own bundle, from whatever folder the hub was started: {@code bundle:order.jq}. */
public final class BundleFiles extends ResourceResolverSupport {

    public static final String SCHEME = "bundle";

    /** The name under which Camel looks for it among the beans. */
    public static final String BEAN = DefaultResourceLoader.RESOURCE_LOADER_KEY_PREFIX + SCHEME;

    private final Bundle bundle;

    public BundleFiles(Bundle bundle) {
        super(SCHEME);
        this.bundle = bundle;
    }

    /** Makes the files of this bundle those that the context's routes read. */
    public static void bind(CamelContext context, Bundle bundle) {
        BundleFiles files = new BundleFiles(bundle);
        files.setCamelContext(context);
        context.getRegistry().bind(BEAN, files);
    }

    /** Returns the file under the location that editors know: {@code file:} and its path. */
    public static Resource resource(Bundle bundle, String path) {
        byte[] bytes = bundle.file(path);
        return new ResourceSupport("file", "file:" + bundle.folder().resolve(path)) {

            @Override
            public boolean exists() {
                return bytes != null;
            }

            @Override
            public InputStream getInputStream() {
                if (bytes == null) {
                    throw new IllegalStateException("the bundle has no file " + path);
                }
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    @Override
    protected Resource createResource(String location, String path) {
        return resource(bundle, path.replaceFirst("^/+", ""));
    }
}
