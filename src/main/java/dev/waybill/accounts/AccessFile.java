package dev.waybill.accounts;

import dev.waybill.secret.FollowedFile;
import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * Reads {@code waybill.console.access-file}: YAML with {@code waybill.console.users} and {@code tokens}, as in the
 * settings. Nothing in it is a template.
 */
final class AccessFile {

    private static final int MOST_BYTES = 1 << 20;

    private AccessFile() {}

    /**
     * Returns all users and tokens, of the settings and of the file.
     *
     * @throws BadSetting if the file can't be used, or if nobody could sign in: a hub that others can reach must not
     *     rely on the first user
     */
    static FollowedFile<Admitted> open(
            String file, List<AccessSettings.User> users, List<AccessSettings.Token> tokens) {
        return FollowedFile.open(AccessSettings.FILE, file, MOST_BYTES, content -> {
            Listed listed = read(content);
            List<AccessSettings.User> all =
                    Stream.concat(users.stream(), listed.users().stream()).toList();
            if (all.isEmpty()) {
                throw bad("names a file without waybill.console.users: sign-in would be impossible");
            }
            return new Admitted(
                    all,
                    Stream.concat(tokens.stream(), listed.tokens().stream()).toList());
        });
    }

    record Listed(
            @DefaultValue List<AccessSettings.User> users,
            @DefaultValue List<AccessSettings.Token> tokens) {}

    private static Listed read(byte[] content) {
        try {
            List<PropertySource<?>> yaml =
                    new YamlPropertySourceLoader().load("access", new ByteArrayResource(content));
            return new Binder(ConfigurationPropertySources.from(yaml)).bindOrCreate("waybill.console", Listed.class);
        } catch (BindException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof BadSetting bad) {
                throw bad;
            }
            throw bad("names a file in which %s can't be read".formatted(e.getName()));
        } catch (IOException | RuntimeException e) { // the parser's message may show what it read
            throw bad("names a file that is no YAML");
        }
    }

    private static BadSetting bad(String wrong) {
        return new BadSetting(AccessSettings.FILE, AccessSettings.FILE + " " + wrong + ".");
    }
}
