package dev.waybill.wire;

import java.util.Map;

/**
 * The answer to a request, as the client read it.
 *
 * @param headers the first value of each header, by its name in lower case
 * @param body the first bytes of its body; empty if the client doesn't keep them
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {}
