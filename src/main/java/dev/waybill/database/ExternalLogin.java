package dev.waybill.database;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The login of an operator's own server, as the settings name it. */
@Component
class ExternalLogin implements StartCheck {

    @Override
    public void check(Environment settings) {
        DatabaseSettings database;
        try {
            database = Binder.get(settings).bindOrCreate("waybill.database", DatabaseSettings.class);
        } catch (BindException toldAlready) {
            return;
        }
        of(database, settings);
    }

    /**
     * Returns null if the database is the embedded one.
     *
     * @throws dev.waybill.settings.BadSetting if the settings contradict each other
     */
    static @Nullable DatabaseLogin of(DatabaseSettings settings, Environment environment) {
        Setting url = Setting.of("SPRING_DATASOURCE_URL", environment.getProperty("spring.datasource.url"));
        Setting username =
                Setting.of("SPRING_DATASOURCE_USERNAME", environment.getProperty("spring.datasource.username"));
        LiveSecret secret = LiveSecret.text(
                "SPRING_DATASOURCE_PASSWORD",
                environment.getProperty("spring.datasource.password"),
                environment.getProperty("SPRING_DATASOURCE_PASSWORD_FILE"),
                any -> {});
        Setting password = LiveSecret.setting("SPRING_DATASOURCE_PASSWORD", secret);
        if (settings.external(url.isSet())) {
            return new DatabaseLogin(String.valueOf(url.value()), username.value(), password.value());
        }
        username.needs(url); // a hub whose URL was forgotten must not take orders into an empty database
        password.needs(url);
        return null;
    }
}
