package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.Waybill;
import dev.waybill.kit.FreePort;
import dev.waybill.lint.RouteFault;
import dev.waybill.sandbox.OnlyTheHub;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

class CheckBeforeStartTest {

    @Test
    void a_wrong_bundle_ends_the_start_with_all_its_mistakes_before_a_database_is_asked(@TempDir Path home)
            throws IOException {
        Path routes = Files.createDirectory(home.resolve("routes"));
        for (String file : new String[] {"erp-order.jq", "erp-catalog.jq"}) {
            Files.copy(Path.of("routes", file), routes.resolve(file));
        }
        Path erp =
                Files.copy(Path.of("src/test/resources/check/byhand/erp.camel.yaml"), routes.resolve("erp.camel.yaml"));
        Files.writeString(erp, Files.readString(erp).replace("ref: exactJson", "ref: exactJsn"));
        Files.writeString(routes.resolve("erp-order.jq"), "{a: herder}");
        int door = FreePort.next();
        int nobody = FreePort.next();

        assertThatThrownBy(() -> new SpringApplicationBuilder(Waybill.class)
                        .initializers(
                                starting -> starting.getBeanFactory().registerSingleton("onlyTheHub", new OnlyTheHub()))
                        .run(
                                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/none".formatted(nobody),
                                "--COVVER_CLIENT_SECRET=s3cr3t",
                                "--waybill.listener.port=" + door,
                                "--MANAGEMENT_PORT=0",
                                "--camel.main.routes-include-pattern=file:%s/*.camel.yaml".formatted(routes)))
                .isInstanceOf(RouteFault.class)
                .hasMessageContaining(routes + "/erp-order.jq:1:5: calls the jq function herder/0")
                .hasMessageContaining(erp + ":10:20: names the bean exactJsn")
                .hasMessageContaining(erp + ":29:20: names the bean exactJsn");

        assertThatThrownBy(() -> new Socket("127.0.0.1", door).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void the_example_in_the_readme_is_right() {
        assertThat(Slips.shipped().with("crm.camel.yaml", Slips.example()).findings())
                .allSatisfy(finding -> assertThat(finding).startsWith("warning "));
    }
}
