package dev.waybill.smtp;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads mail addresses and writes them fit for a mail's header: in ASCII, other names encoded (RFC 2047). */
final class MailAddresses {

    private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^@\"<>,;:]]+@[A-Za-z0-9.-]+");

    private MailAddresses() {}

    static @Nullable String one(Setting setting) {
        InternetAddress[] all = read(setting);
        setting.check(all.length <= 1, "must be one address");
        return written(all);
    }

    static @Nullable String several(Setting setting) {
        return written(read(setting));
    }

    private static InternetAddress[] read(Setting setting) {
        if (setting.value() == null) {
            return new InternetAddress[0];
        }
        try {
            InternetAddress[] all = InternetAddress.parse(setting.value(), true);
            for (InternetAddress one : all) {
                setting.check(
                        ADDRESS.matcher(one.getAddress()).matches(), "must hold addresses such as orders@example.com");
                one.setPersonal(one.getPersonal(), "UTF-8");
            }
            return all;
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new BadSetting(setting.name(), setting.name() + " holds no mail address: " + e.getMessage() + ".");
        }
    }

    private static @Nullable String written(InternetAddress[] all) {
        return all.length == 0 ? null : InternetAddress.toString(all);
    }
}
