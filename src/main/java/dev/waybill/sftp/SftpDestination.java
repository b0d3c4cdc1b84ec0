package dev.waybill.sftp;

import static java.util.Objects.requireNonNullElse;

import dev.waybill.health.PausedWithoutSettings;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.SecretConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The beans to which routes refer: by the settings behind them, or by older names. A paused route has endpoints too:
 * without settings they get names that exist nowhere.
 */
@Import(SecretConfiguration.class)
@Configuration(value = "sftpDestination", proxyBeanMethods = false)
class SftpDestination {

    private final SftpSettings sftp;

    SftpDestination(SftpSettings sftp) {
        this.sftp = sftp;
    }

    public String host() {
        return requireNonNullElse(sftp.host(), "sftp.invalid");
    }

    public String port() {
        return requireNonNullElse(sftp.port(), "22");
    }

    public String directory() {
        return requireNonNullElse(sftp.directory(), "");
    }

    /** Returns the bytes that each file begins with. */
    public String mark() {
        return "true".equals(sftp.byteOrderMark()) ? "\uFEFF" : "";
    }

    @Bean({"pausedWithoutSftpSettings", "waybill.sftp.pause"})
    PausedWithoutSettings pausedWithoutSftpSettings() {
        return new PausedWithoutSettings(sftp.configured(), "SFTP_*");
    }

    @Bean({"sftpLogin", "waybill.sftp.login"})
    SftpLogin sftpLogin(FollowFiles files) {
        return new SftpLogin(sftp, files);
    }

    /** Replaces Camel's component of this name, for every {@code sftp:} endpoint. */
    @Bean
    SureSftpComponent sftp() {
        return new SureSftpComponent();
    }
}
