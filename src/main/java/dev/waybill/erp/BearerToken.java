package dev.waybill.erp;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Puts the token on a request. After a 401 it gives the token back: this attempt fails, and the next one has a new
 * token. The token is also removed from the answer, so that no log or record shows it.
 */
class BearerToken implements ExecChainHandler {

    private final AccessToken token;

    BearerToken(AccessToken token) {
        this.token = token;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String value = token.value();
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + value);
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (response.getCode() == HttpStatus.SC_UNAUTHORIZED) {
            token.refused(value);
        }
        HideToken.in(response, value);
        return response;
    }
}
