package dev.waybill.siege;

import java.util.List;
import java.util.stream.Stream;

/** Requests that two readers could understand in two ways, or that no reader should. None of them is a webhook. */
final class FramingTricks {

    private static final String POST = "POST /webhooks/covver HTTP/1.1\r\nHost: waybill\r\n";
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: waybill\r\n\r\n";

    private FramingTricks() {}

    static String[] all() {
        return Stream.of(lengths(), chunks(), lines(), others())
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    private static List<String> lengths() {
        return List.of(
                POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab" + HIDDEN,
                POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab" + HIDDEN,
                POST + "Content-Length: 2, 2\r\n\r\nab" + HIDDEN,
                POST + "Content-Length: -1\r\n\r\n" + HIDDEN,
                POST + "Content-Length: +2\r\n\r\nab" + HIDDEN,
                POST + "Content-Length: 0x2\r\n\r\nab" + HIDDEN,
                POST + "Content-Length: 99999999999999999999999\r\n\r\nab",
                POST + "Content-Length: 9223372036854775807\r\n\r\nab",
                POST + "Content-Length: \r\n\r\nab",
                POST + "Content-Length : 2\r\n\r\nab" + HIDDEN,
                POST + "Content-Length: 2\13\r\n\r\nab" + HIDDEN);
    }

    private static List<String> chunks() {
        String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
        return List.of(
                chunked + "zz\r\nab\r\n0\r\n\r\n",
                chunked + "-1\r\nab\r\n0\r\n\r\n",
                chunked + "ffffffffffffffff\r\nab\r\n0\r\n\r\n",
                chunked + "7fffffff\r\nab\r\n0\r\n\r\n",
                chunked + "2\r\nabc\r\n0\r\n\r\n",
                chunked + "2\nab\n0\n\n" + HIDDEN,
                chunked + "2;a=\"\r\n0\r\n\r\n" + HIDDEN,
                chunked + "0\r\nContent-Length: 5\r\nTrailer: x\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding:\13chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN);
    }

    private static List<String> lines() {
        return List.of(
                POST + "X-Folded: a\r\n Transfer-Encoding: chunked\r\n\r\n",
                POST + " X-First: folded\r\n\r\n",
                POST + "X-Nul: a\0b\r\n\r\n",
                POST + "X\0Nul: a\r\n\r\n",
                POST + "X-Return: a\rb\r\n\r\n",
                POST + "no colon here\r\n\r\n",
                POST + ": no name\r\n\r\n",
                POST + "X y: space in a name\r\n\r\n",
                "POST /webhooks/covver HTTP/1.1\nHost: waybill\nContent-Length: 2\n\nab",
                "POST /webhooks/covver HTTP/1.1\r\rHost: waybill\r\r\r\r",
                "\r\n".repeat(2000) + HIDDEN,
                "POST /webhooks/covver HTTP/1.1\r\n\r\n",
                POST + "Host: other\r\nContent-Length: 2\r\n\r\nab",
                POST + "Expect: tea\r\nContent-Length: 2\r\n\r\n");
    }

    private static List<String> others() {
        return List.of(
                "GET /\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET http://elsewhere.example/webhooks/covver HTTP/1.1\r\nHost: waybill\r\n\r\n",
                "POST http://waybill:80/webhooks/covver HTTP/1.1\r\nHost: other\r\nContent-Length: 0\r\n\r\n",
                "CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example:443\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: waybill\r\n\r\n",
                "TRACE /webhooks/covver HTTP/1.1\r\nHost: waybill\r\n\r\n",
                "POST /webhooks/covver HTTP/9.9\r\nHost: waybill\r\n\r\n",
                "POST /webhooks/covver HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST  /webhooks/covver  HTTP/1.1\r\nHost: waybill\r\n\r\n",
                "POST /webhooks/../webhooks/covver%00 HTTP/1.1\r\nHost: waybill\r\nContent-Length: 0\r\n\r\n",
                "POST /webhooks/%zz HTTP/1.1\r\nHost: waybill\r\nContent-Length: 0\r\n\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + HIDDEN,
                "\r\n\r\n\0\r\nQUIT\n!\21\0\14\1\2\3\4\5\6\7\10\0\1\0\2" + HIDDEN,
                "\26\3\1\2\0\1\0\1\374\3\3",
                POST
                        + "Connection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n",
                "\u00ff".repeat(3000));
    }
}
