package dev.waybill.listener;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What the intake route answered.
 *
 * @param status of HTTP
 * @param body JSON
 */
record Reply(int status, byte[] body) {

    static Reply of(Message message) {
        return new Reply(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class), message.getBody(byte[].class));
    }
}
