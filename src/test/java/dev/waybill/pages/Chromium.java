package dev.waybill.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Chromium for the tests: the system's, which is installed by the system's package manager where it is missing.
 * Without one the tests fail, and say what to do; they are never skipped. Nothing else is downloaded.
 */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int INSTALL_MINUTES = 10;

    private final Playwright playwright;
    final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium open() {
        Path program = find().or(Chromium::install)
                .orElseThrow(() -> new AssertionError(
                        "The browser tests need Chromium, and it could not be installed: install it (Debian: apt-get install chromium) so that one of %s is on the PATH."
                                .formatted(NAMES)));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(program)
                                    .setTimeout(120_000)
                                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"))));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> find() {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** One JVM installs it, the others wait for that. */
    private static Optional<Path> install() {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "waybill-tests-chromium.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return find().or(Chromium::installed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As root, or as somebody who may become root without a password. */
    private static Optional<Path> installed() {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> before = root ? List.of() : List.of("sudo", "-n");
        run(before, "apt-get", "update", "-qq");
        run(before, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
        return find();
    }

    private static void run(List<String> before, String... command) {
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(before.stream(), Stream.of(command)).toList())
                    .inheritIO()
                    .start();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            System.err.println(
                    "Chromium could not be installed: " + e.getMessage()); // the caller's look for it decides
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
