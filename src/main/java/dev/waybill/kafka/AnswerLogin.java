package dev.waybill.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.jspecify.annotations.Nullable;

/** Tells Kafka's clients name and password at each login, as they are then. They make it themselves. */
public final class AnswerLogin implements AuthenticateCallbackHandler {

    private @Nullable KafkaSettings login;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        login = KafkaLogin.handed(configs, KafkaLogin.PASSWORD, KafkaSettings.class);
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        KafkaSettings known = requireNonNull(login);
        for (Callback callback : callbacks) {
            switch (callback) {
                case NameCallback name -> name.setName(known.username());
                case PasswordCallback password ->
                    password.setPassword(requireNonNull(known.password()).text().toCharArray());
                case ScramExtensionsCallback none -> {
                    // there are none
                }
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
