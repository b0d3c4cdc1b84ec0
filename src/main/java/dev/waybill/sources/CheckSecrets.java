package dev.waybill.sources;

import dev.waybill.settings.Setting;
import dev.waybill.settings.StartCheck;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Checks that every source has a secret that can be read, and a scheme without contradictions. */
@Component
class CheckSecrets implements StartCheck {

    @Override
    public void check(Environment settings) {
        SourceSettings sources;
        SchemeSettings schemes;
        try {
            sources = Binder.get(settings).bindOrCreate("waybill", SourceSettings.class);
            schemes = Binder.get(settings).bindOrCreate("waybill", SchemeSettings.class);
        } catch (BindException toldAlready) {
            return;
        }
        ReadSecret read = new ReadSecret(settings::getProperty);
        Setting.hold(sources.sources().entrySet().stream()
                .flatMap(source -> rules(source.getKey(), source.getValue(), schemes.of(source.getKey()), read))
                .toArray(Runnable[]::new));
    }

    private static Stream<Runnable> rules(
            String name, SourceSettings.One source, SchemeSettings.One scheme, ReadSecret read) {
        return Stream.of(
                () -> Sources.secrets(name, source, scheme.signature(), read),
                () -> Source.of(name, source, scheme, Duration.ZERO));
    }
}
