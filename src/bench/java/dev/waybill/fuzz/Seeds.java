package dev.waybill.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The committed inputs: one a line, printable ASCII as it is, the rest as {@code \n}, {@code \r}, {@code \t}, {@code \\} and {@code \xHH}. */
public final class Seeds {

    private Seeds() {}

    static List<byte[]> of(Target target) {
        try (InputStream in = Seeds.class.getResourceAsStream("/fuzz/" + target.seeds() + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("No seeds for " + target.name());
            }
            return new String(in.readAllBytes(), US_ASCII)
                    .lines()
                    .map(Seeds::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a line of a file of seeds. */
    public static String write(byte[] input) {
        StringBuilder line = new StringBuilder();
        for (byte b : input) {
            switch (b) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case '\\' -> line.append("\\\\");
                default -> {
                    if (b >= ' ' && b <= '~') {
                        line.append((char) b);
                    } else {
                        line.append("\\x%02x".formatted(b));
                    }
                }
            }
        }
        return line.toString();
    }

    static byte[] read(String line) {
        byte[] text = line.getBytes(ISO_8859_1);
        ByteArrayOutputStream input = new ByteArrayOutputStream(text.length);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '\\') {
                input.write(text[i]);
                continue;
            }
            switch (text[++i]) {
                case 'n' -> input.write('\n');
                case 'r' -> input.write('\r');
                case 't' -> input.write('\t');
                case 'x' -> {
                    input.write(Integer.parseInt(line, i + 1, i + 3, 16));
                    i += 2;
                }
                default -> input.write(text[i]);
            }
        }
        return input.toByteArray();
    }
}
