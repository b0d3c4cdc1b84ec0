package dev.waybill.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes inputs of seeds: bytes, spans and tokens of one are changed, repeated, nested, and mixed with another's. Cuts fall
 * where JSON, HTTP and header lines have their joints, more often than not, so that most inputs get past the first check.
 */
final class Mutator {

    private static final int MOST = 4096;
    private static final int MOST_CHANGES = 6;
    private static final int MOST_REPEATS = 200;
    private static final int LONGEST_SPAN = 64;

    /** Pieces that readers of JSON, HTTP and Base64 treat in some way of their own. */
    private static final List<byte[]> PIECES = List.of(
                    "0",
                    "-0",
                    "1",
                    "-1",
                    "1e20",
                    "1e21",
                    "1e400",
                    "-1e-400",
                    "5e-324",
                    "1.7976931348623157e308",
                    "9007199254740993",
                    "4294967294",
                    "4294967295",
                    "4294967296",
                    "0.1",
                    "1E+2",
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "NaN",
                    "null",
                    "true",
                    "false",
                    "\"\"",
                    "\"a\"",
                    "\"__proto__\":1",
                    "\"type\":\"T\"",
                    "\"type\":null",
                    "\"id\":1",
                    "\"data\":{",
                    "{}",
                    "[]",
                    "{\"a\":1}",
                    "[1,2]",
                    ",",
                    ":",
                    "[",
                    "]",
                    "{",
                    "}",
                    "\"",
                    "\\",
                    "\\u0000",
                    "\\u0030",
                    "\\ud83d",
                    "\\ude00",
                    "\\ud83d\\ude00",
                    "\\/",
                    "\\n",
                    "\\x",
                    "/",
                    "//",
                    "/*",
                    "'",
                    " ",
                    "\t",
                    "\n",
                    "\r",
                    "\r\n",
                    "\0",
                    "\u0001",
                    "\u007f",
                    "\u00c3\u00a9",
                    "\u00f0\u009f\u0098\u0080",
                    "\u00ed\u00a0\u0080",
                    "\u00c0\u0080",
                    "\u00ef\u00bb\u00bf",
                    "\u00e2\u0080\u00a8",
                    "\u00ff",
                    "\u00c4\u00b0",
                    "=",
                    "==",
                    "AAAA",
                    "+",
                    "-",
                    "Content-Length: 0\r\n",
                    "Content-Length: 5\r\n",
                    "Content-Length: -1\r\n",
                    "Transfer-Encoding: chunked\r\n",
                    "Transfer-Encoding: gzip\r\n",
                    "Expect: 100-continue\r\n",
                    "Connection: close\r\n",
                    "Connection: keep-alive\r\n",
                    "covverSignature: ",
                    "covverIdempotencyKey: k\r\n",
                    "Content-Encoding: gzip\r\n",
                    "Authorization: x\r\n",
                    "0\r\n\r\n",
                    "5\r\nhello\r\n",
                    "ffffffff\r\n",
                    "%00",
                    "%zz",
                    "%2f",
                    "..",
                    "?",
                    "#",
                    "*",
                    "HTTP/1.0",
                    "HTTP/1.1",
                    "HTTP/2.0",
                    "GET ",
                    "POST ",
                    "OPTIONS ",
                    "HEAD ",
                    "CONNECT ",
                    "/webhooks/covver",
                    "/webhooks/other",
                    "http://a/b",
                    "Host: a\r\n",
                    "PROXY TCP4 1.1.1.1 2.2.2.2 3 4\r\n")
            .stream()
            .map(piece -> piece.getBytes(ISO_8859_1))
            .toList();

    private static final byte[] JOINTS = ",:{}[]\" \r\n/=.;\\".getBytes(ISO_8859_1);

    private final SplittableRandom random;
    private final List<byte[]> seeds;

    Mutator(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new SplittableRandom(seed);
    }

    byte[] next() {
        byte[] input = seed();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            input = changed(input);
        }
        return input.length > MOST ? Arrays.copyOf(input, MOST) : input;
    }

    private byte[] changed(byte[] input) {
        int from = joint(input);
        int to = Math.min(input.length, from + random.nextInt(LONGEST_SPAN));
        return switch (random.nextInt(11)) {
            case 0 -> withByte(input, (byte) random.nextInt(256));
            case 1 -> flipped(input);
            case 2 -> withByte(input, (byte) ('0' + random.nextInt(10)));
            case 3 -> spliced(input, from, to, new byte[0]);
            case 4 -> spliced(input, from, from, piece());
            case 5 -> spliced(input, from, end(input, from), piece());
            case 6 -> spliced(input, from, from, span(seed()));
            case 7 -> spliced(input, from, from, Arrays.copyOfRange(input, from, to));
            case 8 -> repeated(input, from, to);
            case 9 -> nested(input, from, end(input, from));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(input, from) : spliced(input, from, to, span(seed()));
        };
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private byte[] span(byte[] of) {
        int from = joint(of);
        return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(LONGEST_SPAN)));
    }

    /** A place to cut: three times of four the next joint. */
    private int joint(byte[] input) {
        int at = random.nextInt(input.length + 1);
        return random.nextInt(4) == 0 ? at : end(input, at);
    }

    /** The end of the token that begins here. */
    private static int end(byte[] input, int from) {
        int at = from + 1;
        while (at < input.length && !isJoint(input[at])) {
            at++;
        }
        return Math.min(at, input.length);
    }

    private static boolean isJoint(byte b) {
        for (byte joint : JOINTS) {
            if (joint == b) {
                return true;
            }
        }
        return false;
    }

    private byte[] withByte(byte[] input, byte b) {
        if (input.length == 0) {
            return new byte[] {b};
        }
        byte[] changed = input.clone();
        changed[random.nextInt(changed.length)] = b;
        return changed;
    }

    private byte[] flipped(byte[] input) {
        if (input.length == 0) {
            return input;
        }
        byte[] changed = input.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] repeated(byte[] input, int from, int to) {
        int times = 1 + random.nextInt(random.nextInt(8) == 0 ? MOST_REPEATS : 8);
        return spliced(input, from, from, of(Arrays.copyOfRange(input, from, to), times));
    }

    private byte[] nested(byte[] input, int from, int to) {
        int levels = 1 + random.nextInt(random.nextInt(8) == 0 ? MOST_REPEATS : 4);
        boolean object = random.nextBoolean();
        byte[] open = of((object ? "{\"a\":" : "[").getBytes(ISO_8859_1), levels);
        byte[] close = of((object ? "}" : "]").getBytes(ISO_8859_1), levels);
        byte[] inner = Arrays.copyOfRange(input, from, to);
        byte[] nested = Arrays.copyOf(open, open.length + inner.length + close.length);
        System.arraycopy(inner, 0, nested, open.length, inner.length);
        System.arraycopy(close, 0, nested, open.length + inner.length, close.length);
        return spliced(input, from, to, nested);
    }

    private static byte[] of(byte[] part, int times) {
        int whole = Math.min(times, part.length == 0 ? 0 : MOST / part.length + 1);
        byte[] all = new byte[part.length * whole];
        for (int i = 0; i < whole; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    /** The input with {@code [from, to)} replaced. */
    private static byte[] spliced(byte[] input, int from, int to, byte[] by) {
        byte[] spliced = new byte[input.length - (to - from) + by.length];
        System.arraycopy(input, 0, spliced, 0, from);
        System.arraycopy(by, 0, spliced, from, by.length);
        System.arraycopy(input, to, spliced, from + by.length, input.length - to);
        return spliced;
    }
}
