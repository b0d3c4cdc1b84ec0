package dev.waybill.prove;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An edit of the shipped routes that changes nothing of what is owed: the ERP's orders get a field more, and some route
 * files a comment, so that their routes are swapped.
 *
 * @param mark the field's value, by which the ERP sees whose mapping made an order
 * @param touched the route files with a comment
 * @param fault a fault that some hubs find in it
 */
record Edit(int mark, List<String> touched, Fault fault) {

    /** The field that orders have under an edit. */
    static final String FIELD = "edited";

    /** The variable that {@link Fault#FOR_ONE_HUB} needs. */
    static final String VARIABLE = "PROVE_PATH";

    private static final Path FOLDER = Path.of("routes");
    private static final String MAPPING = "erp-order.jq";
    private static final String ERP = "erp.camel.yaml";
    private static final List<String> ROUTES =
            List.of("covver-intake.camel.yaml", "covver-events.camel.yaml", "email.camel.yaml", "sftp.camel.yaml", ERP);

    private static final String TEST = """
        - test: order %1$d goes to the ERP and by mail
          source: covver
          event: {type: OrderFulfilled, data: {id: o-%1$d, orderNumber: "%1$d", orderLineItems: [{id: l-1}]}}
          expect:
            destinations: [erp, email]
            email:
              headers: {Subject: Covver order %1$d fulfilled}
        """;

    enum Fault {
        NONE,
        /** A mapping that no hub can compile. */
        FOR_ALL,
        /** A variable that one hub is not given. */
        FOR_ONE_HUB
    }

    static Edit random(Random random, Fault fault) {
        return new Edit(
                random.nextInt(1_000_000_000),
                ROUTES.stream().filter(file -> random.nextBoolean()).toList(),
                fault);
    }

    /** The whole bundle. It has no tests, which would hold the new field against it. */
    Bundle bundle() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (Path file : shipped()) {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        add(files, MAPPING, "| . + {%s: %d}".formatted(FIELD, mark));
        touched.forEach(file -> add(files, file, "# edit " + mark));
        switch (fault) {
            case NONE -> {}
            case FOR_ALL -> add(files, MAPPING, "| . + {");
            case FOR_ONE_HUB ->
                files.put(
                        ERP,
                        text(files, ERP)
                                .replace("/orders", "\"/orders{{env:" + VARIABLE + "}}\"")
                                .getBytes(UTF_8));
        }
        return new Bundle(FOLDER, files);
    }

    /** The shipped bundle with its tests; a comment in every route file makes it another one. */
    Bundle tested() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(FOLDER)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(FOLDER.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        ROUTES.forEach(file -> add(files, file, "# edit " + mark));
        return new Bundle(FOLDER, files);
    }

    /** The shipped routes in a folder, with so many tests. @return the folder */
    static Path withTests(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (Path file : shipped()) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        String tests = IntStream.range(0, count).mapToObj(TEST::formatted).collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("orders.test.yaml"), tests);
        return folder;
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void add(Map<String, byte[]> files, String name, String line) {
        files.put(name, (text(files, name).stripTrailing() + "\n" + line + "\n").getBytes(UTF_8));
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), UTF_8);
    }
}
