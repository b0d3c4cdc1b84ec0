package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.listener.TestDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret in a file changes without a restart. */
class RotatedSecretTest {

    @Test
    void the_next_webhook_verifies_with_the_files_new_secret(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "\uFEFFthe old secret\n");
        try (TestDoor door = TestDoor.open("COVVER_CLIENT_SECRET=", "COVVER_CLIENT_SECRET_FILE=" + file)) {
            assertThat(status(door, "the old secret")).isEqualTo(200);
            assertThat(status(door, "the new secret")).isEqualTo(401);
            Files.writeString(file, "the new secret\n");
            await("the new secret").until(() -> status(door, "the new secret") == 200);
            assertThat(status(door, "the old secret")).isEqualTo(401);
        }
    }

    private static int status(TestDoor door, String secret) throws IOException, InterruptedException {
        byte[] body = TestDoor.ORDER.getBytes(UTF_8);
        return door.send(door.post(body)
                        .header("covverSignature", TestDoor.sign(body, secret))
                        .header("covverIdempotencyKey", UUID.randomUUID().toString()))
                .statusCode();
    }
}
