package dev.waybill.bundle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;

/**
 * Reads {@code file:routes/order.jq} from a bundle if that lies in the bundle's folder: the file that is tried, not the
 * one that is on the disk by now. Files outside of the folder are read from the disk only if that is allowed.
 */
public final class FilesBesideBundle extends ResourceResolverSupport {

    public static final String SCHEME = "file";

    /** The name under which Camel looks for it among the beans. */
    public static final String BEAN = DefaultResourceLoader.RESOURCE_LOADER_KEY_PREFIX + SCHEME;

    private final Bundle bundle;
    private final boolean realFiles;

    /** @param realFiles false if a stranger sent the bundle: then no file outside of it exists */
    public FilesBesideBundle(Bundle bundle, boolean realFiles) {
        super(SCHEME);
        this.bundle = bundle;
        this.realFiles = realFiles;
    }

    /** Makes the context's routes read files so. */
    public static void bind(CamelContext context, Bundle bundle, boolean realFiles) {
        FilesBesideBundle files = new FilesBesideBundle(bundle, realFiles);
        files.setCamelContext(context);
        context.getRegistry().bind(BEAN, files);
    }

    /** A hub reads relative to its working directory; a command may be called elsewhere, so the folder counts too. */
    @Override
    protected Resource createResource(String location, String path) {
        Path folder = bundle.folder();
        Path here = Path.of("").toAbsolutePath().resolve(path).normalize();
        Path beside = folder.resolveSibling(path).normalize();
        return Stream.of(here, beside)
                .filter(file -> !bundle.files().isEmpty() && file.startsWith(folder))
                .findFirst()
                .map(file -> BundleFiles.resource(
                        bundle, folder.relativize(file).toString().replace('\\', '/')))
                .orElseGet(() -> new RealFile(location, Files.exists(here) ? here : beside, realFiles));
    }

    private static final class RealFile extends ResourceSupport {

        private final Path file;
        private final boolean allowed;

        RealFile(String location, Path file, boolean allowed) {
            super(SCHEME, allowed ? "file:" + file : location);
            this.file = file;
            this.allowed = allowed;
        }

        @Override
        public boolean exists() {
            return allowed && Files.isRegularFile(file);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            if (!exists()) {
                throw new FileNotFoundException(getLocation());
            }
            return Files.newInputStream(file);
        }
    }
}
