package dev.waybill.signature;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * ECMAScript's {@code JSON.stringify(JSON.parse(text))}, byte for byte, for documents nested at most
 * {@link StrictJson#MAX_DEPTH} deep. One pass over the tokens writes the output, without a tree. No input takes more
 * copying than its length times its depth. No output is longer than about five times its input ({@code 1e20} is the
 * worst case).
 */
public final class EcmaScriptJson {

    private final JsonParser parser;
    private final StringBuilder out;

    private EcmaScriptJson(JsonParser parser, int length) {
        this.parser = parser;
        this.out = new StringBuilder(length);
    }

    /** @return the result in UTF-8, or null if {@code body} is not UTF-8, not JSON, or nested too deep */
    public static byte @Nullable [] reserialise(byte[] body) {
        try (JsonParser parser = StrictJson.parser(body)) {
            var json = new EcmaScriptJson(parser, body.length);
            json.value();
            if (parser.nextToken() != null) {
                return null;
            }
            return json.out.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException notJson) {
            return null;
        }
    }

    private void value() throws IOException {
        write(parser.nextToken());
    }

    private void write(@Nullable JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.append(EcmaScriptNumber.reserialise(parser.getText()));
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> out.append(token.asString());
            case null, default -> throw new IOException("no value");
        }
    }

    private void object() throws IOException {
        var members = new ObjectMembers();
        out.append('{');
        int start = out.length();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int from = out.length();
            string(key);
            out.append(':');
            value();
            out.append(',');
            members.add(key, from, out.length());
        }
        members.arrange(out, start);
        close('}');
    }

    private void array() throws IOException {
        out.append('[');
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            write(token);
            out.append(',');
        }
        close(']');
    }

    /** Puts the bracket over the comma that the last member left. */
    private void close(char bracket) {
        int last = out.length() - 1;
        if (out.charAt(last) == ',') {
            out.setCharAt(last, bracket);
        } else {
            out.append(bracket);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else if (c < ' ' || Character.isSurrogate(c)) {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
