package dev.waybill.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Puts the login on a request. After a 401 it gives the login back: this attempt fails, and the next one has a new
 * token. The secret is also removed from the answer, so that no log or record shows it.
 */
class AddLogin implements ExecChainHandler {

    private final Login login;

    AddLogin(Login login) {
        this.login = login;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Login.Line line = login.line();
        request.setHeader(line.header(), line.value());
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (response.getCode() == HttpStatus.SC_UNAUTHORIZED) {
            login.refused(line);
        }
        for (String secret : line.secrets()) {
            HideSecret.in(response, secret);
        }
        return response;
    }
}
