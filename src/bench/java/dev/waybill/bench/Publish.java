package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints what was found and keeps it: under {@code bench/results} what was measured in earnest, else with the build. */
final class Publish {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    Publish(Plan plan) throws IOException {
        this.folder =
                Files.createDirectories(plan.inEarnest() ? Path.of("bench/results") : Path.of("target/bench/results"));
    }

    void text(String name, String text) throws IOException {
        System.out.println(text);
        Files.writeString(folder.resolve(name + ".txt"), text);
    }

    void json(String name, Object results) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(results) + "\n");
    }

    void svg(String name, String svg) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), svg);
        Progress.say("kept in %s", folder);
    }
}
