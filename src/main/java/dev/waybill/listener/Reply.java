package dev.waybill.listener;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The answer of the intake route.
 *
 * @param status the HTTP status
 * @param body the JSON body
 */
record Reply(int status, byte[] body) {

    static Reply of(Message message) {
        return new Reply(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class), message.getBody(byte[].class));
    }
}
