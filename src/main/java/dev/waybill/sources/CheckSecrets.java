package dev.waybill.sources;

import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Checks that every source has a secret that can be read. */
@Component
class CheckSecrets implements StartCheck {

    @Override
    public void check(Environment settings) {
        SourceSettings sources;
        try {
            sources = Binder.get(settings).bindOrCreate("waybill", SourceSettings.class);
        } catch (BindException toldAlready) {
            return;
        }
        ReadSecret read = new ReadSecret(settings::getProperty);
        Setting.hold(sources.sources().entrySet().stream()
                .map(source -> (Runnable) () -> Sources.secrets(source.getKey(), source.getValue(), read))
                .toArray(Runnable[]::new));
    }
}
