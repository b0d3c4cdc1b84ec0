package dev.waybill.secret;

import dev.waybill.settings.Setting;
import java.util.Arrays;

/** Removes invisible bytes that editors add to a file: a byte order mark and one line end. */
final class SecretBytes {

    /** The largest size of a secret in bytes. */
    static final int MOST = 64 * 1024;

    private SecretBytes() {}

    /** @throws dev.waybill.settings.BadSetting if nothing is left, or more than one line end is there */
    static byte[] of(Setting file, byte[] content) {
        file.check(
                !starts(content, 0xFE, 0xFF) && !starts(content, 0xFF, 0xFE),
                "names a file in UTF-16, " + file.value() + ": save it as UTF-8");
        int start = starts(content, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        int end = withoutLineEnd(content, content.length);
        byte[] secret = Arrays.copyOfRange(content, start, Math.max(start, end));
        file.check(secret.length > 0, "names an empty file: " + file.value());
        file.check(
                withoutLineEnd(secret, secret.length) == secret.length,
                "names a file that ends with more than one line end, " + file.value() + ": keep one or none");
        return secret;
    }

    private static int withoutLineEnd(byte[] bytes, int length) {
        if (length == 0 || bytes[length - 1] != '\n') {
            return length;
        }
        return length > 1 && bytes[length - 2] == '\r' ? length - 2 : length - 1;
    }

    private static boolean starts(byte[] content, int... bytes) {
        if (content.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((content[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
