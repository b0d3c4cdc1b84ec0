package dev.waybill.body;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Exact bytes as a download, so that no browser opens them. */
public final class Download {

    private Download() {}

    /** @param name the file's name, of letters, digits, dots and dashes */
    public static ResponseEntity<byte[]> of(byte[] bytes, String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s\"".formatted(name))
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes);
    }

    /** @param as {@code signed} for the delivered bytes, or {@code received} */
    public static ResponseEntity<byte[]> ofEvent(long id, String as, byte[] bytes) {
        return of(bytes, "event-%d%s.json".formatted(id, as.equals("received") ? "-received" : ""));
    }
}
