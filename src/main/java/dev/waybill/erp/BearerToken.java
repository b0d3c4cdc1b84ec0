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
 * Puts the token on a request, and gives one that the ERP refused back: this attempt fails, the next has a new one. It stays
 * between the two: no answer repeats it.
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
