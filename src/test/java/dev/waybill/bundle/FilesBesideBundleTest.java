package dev.waybill.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBesideBundleTest {

    @TempDir
    private Path home;

    private Bundle bundle;

    @BeforeEach
    void edit() throws IOException {
        Path routes = Files.createDirectory(home.resolve("routes"));
        Files.writeString(routes.resolve("order.jq"), "old");
        Files.writeString(home.resolve("beside.jq"), "beside");
        bundle = new Bundle(
                routes, Map.of("order.jq", bytes("new"), "a.camel.yaml", bytes(""), "old/b.camel.yaml", bytes("")));
    }

    @Test
    void a_file_in_the_folder_is_that_of_the_bundle() throws IOException {
        for (String name : new String[] {"routes/order.jq", "./routes/order.jq", home + "/routes/order.jq"}) {
            assertThat(text(read(name, false))).as(name).isEqualTo("new");
        }
        assertThat(read("routes/none.jq", true).exists()).isFalse();
    }

    @Test
    void a_file_outside_is_read_only_if_that_is_allowed() throws IOException {
        assertThat(text(read("beside.jq", true))).isEqualTo("beside");
        assertThat(text(read(home + "/beside.jq", true))).isEqualTo("beside");
        assertThat(read("routes/../beside.jq", false).exists()).isFalse();
        assertThatThrownBy(() -> read(home + "/beside.jq", false).getInputStream())
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_file_at_a_web_address_is_refused() throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            NoRemoteFiles.bind(camel);
            for (String address : new String[] {"http://127.0.0.1:1/a.jq", "https://127.0.0.1:1/a.jq"}) {
                assertThatThrownBy(() -> PluginHelper.getResourceLoader(camel)
                                .resolveResource(address)
                                .getInputStream())
                        .hasMessage("%s would be fetched over the network: put the file beside the routes", address);
            }
        }
    }

    @Test
    void routes_are_the_files_directly_in_the_folder() {
        assertThat(bundle.routes()).containsExactly("a.camel.yaml");
    }

    private Resource read(String name, boolean realFiles) throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            FilesBesideBundle.bind(camel, bundle, realFiles);
            return PluginHelper.getResourceLoader(camel).resolveResource("file:" + name);
        }
    }

    private static String text(Resource resource) throws IOException {
        try (var in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
