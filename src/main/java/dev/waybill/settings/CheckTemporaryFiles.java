package dev.waybill.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Checks the folder for temporary files, which a read-only root may lack. The management port and the embedded database
 * need it.
 */
@Component
class CheckTemporaryFiles implements StartCheck {

    @Override
    public void check(Environment settings) {
        check(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static void check(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, "waybill", ".start"));
        } catch (IOException e) {
            throw new BadSetting(
                    "java.io.tmpdir",
                    "Temporary files can't be written to %s: mount a writable folder there, or set another with JAVA_OPTS=-Djava.io.tmpdir=/folder."
                            .formatted(folder));
        }
    }
}
