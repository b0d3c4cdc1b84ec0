package dev.waybill.cli;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.routes.SourceFile;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder with the routes that a command works on, named from where the command is called. */
final class FolderParameter {

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "the folder with the routes (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("routes");

    /** @throws dev.waybill.bundle.UnreadableBundle if it is no folder, or breaks a limit */
    Bundle bundle() {
        return ReadBundle.from(SourceFile.here().resolve(folder));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
