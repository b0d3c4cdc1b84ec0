package dev.waybill.mutants;

import dev.waybill.bundle.Bundle;
import dev.waybill.mutants.Mutant.Slip;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes one slip after the other, each in a token that a seeded sequence picks. */
final class Mutator {

    private static final Pattern TOKEN = Pattern.compile("[\\p{Alnum}_$]+|\\S");
    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}_$]*\\p{Alpha}[\\p{Alnum}_$]+");

    /** A token of a file of routes, a mapping or a template. */
    private record Token(String path, int line, String text, int from, int to) {

        String token() {
            return text.substring(from, to);
        }
    }

    private final Bundle shipped;
    private final List<Token> tokens = new ArrayList<>();
    private final Random random;

    Mutator(Bundle shipped, long seed) {
        this.shipped = shipped;
        this.random = new Random(seed);
        for (String path : shipped.files().keySet()) {
            if (!path.contains("/")) { // those below are the tests
                String[] lines = Mutant.text(shipped, path).split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                    for (MatchResult found : TOKEN.matcher(lines[i]).results().toList()) {
                        tokens.add(new Token(path, i + 1, lines[i], found.start(), found.end()));
                    }
                }
            }
        }
    }

    Mutant next() {
        Token token = tokens.get(random.nextInt(tokens.size()));
        Slip slip = Slip.values()[random.nextInt(Slip.values().length)];
        if (slip == Slip.MISSPELL && !WORD.matcher(token.token()).matches()) {
            return next();
        }
        String after = slip == Slip.MISINDENT
                ? misindented(token.text())
                : token.text().substring(0, token.from())
                        + replaced(token.token(), slip)
                        + token.text().substring(token.to());
        return after.equals(token.text()) ? next() : Mutant.of(shipped, token.path(), slip, token.line(), after);
    }

    private String replaced(String token, Slip slip) {
        return switch (slip) {
            case DELETE -> "";
            case DOUBLE -> WORD.matcher(token).matches() && random.nextBoolean() ? token + " " + token : token + token;
            default -> misspelt(token);
        };
    }

    /** Two letters swapped, one left out, or one that is another. */
    private String misspelt(String word) {
        int at = random.nextInt(word.length() - 1);
        return switch (random.nextInt(3)) {
            case 0 -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            default -> word.substring(0, at) + (char) ('a' + random.nextInt(26)) + word.substring(at + 1);
        };
    }

    private String misindented(String line) {
        int more = random.nextInt(1, 3);
        return random.nextBoolean() ? " ".repeat(more) + line : line.replaceFirst("^ {1,%d}".formatted(more), "");
    }
}
