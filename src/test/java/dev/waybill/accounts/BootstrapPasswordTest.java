package dev.waybill.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.TestPostgres;
import dev.waybill.secret.FollowFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class BootstrapPasswordTest {

    private static final Accounts NOBODY = accounts();
    private static final Pattern PRINTED = Pattern.compile("password \"(\\w{24})\"");

    private final BootstrapUser table = new BootstrapUser(JdbcClient.create(TestPostgres.fresh()));
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(4);

    @Test
    void the_first_start_prints_a_password_and_the_next_ones_keep_it(CapturedOutput output) {
        start(NOBODY);
        start(NOBODY);
        Matcher printed = PRINTED.matcher(output);
        assertThat(printed.find()).isTrue();
        String password = printed.group(1);
        assertThat(printed.find()).isFalse();

        UserDetails operator = new ConfiguredUsers(NOBODY, table).loadUserByUsername("operator");
        assertThat(encoder.matches(password, operator.getPassword())).isTrue();
        assertThat(operator.getAuthorities()).extracting(Object::toString).containsExactly("ROLE_OPERATOR");
    }

    @Test
    void users_in_the_settings_take_its_place(CapturedOutput output) {
        start(NOBODY);
        var ada = new AccessSettings.User(
                "ada", "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e", Role.VIEWER);
        ConfiguredUsers users = new ConfiguredUsers(accounts(ada), table);
        assertThat(users.loadUserByUsername("ada").getAuthorities())
                .extracting(Object::toString)
                .containsExactly("ROLE_VIEWER");
        assertThatThrownBy(() -> users.loadUserByUsername("operator")).isInstanceOf(UsernameNotFoundException.class);
    }

    @Test
    void with_users_in_the_settings_nothing_is_made(CapturedOutput output) {
        var ada = new AccessSettings.User(
                "ada", "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e", Role.VIEWER);
        start(accounts(ada));
        assertThat(table.exists()).isFalse();
        assertThat(output).doesNotContain("password \"");
    }

    private void start(Accounts settings) {
        new BootstrapPassword(settings, table, encoder).run(new DefaultApplicationArguments());
    }

    private static Accounts accounts(AccessSettings.User... users) {
        return new Accounts(
                new AccessSettings(List.of(users), List.of(), null, Duration.ofHours(1)),
                new FollowFiles(new SimpleMeterRegistry()));
    }
}
