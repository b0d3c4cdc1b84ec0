package dev.waybill.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditChainTest {

    private static final Command ADA = new Command("ada", "mended", "10.0.0.7");

    private final DataSource database = TestPostgres.fresh();
    private final JdbcClient sql = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private final Audit audit = new Audit(sql);
    private final AuditChain chain = new AuditChain(transaction, sql);

    @Test
    void an_untouched_audit_is_sound() {
        write(5);
        assertThat(chain.seal(500)).isEqualTo(5);
        write(2);
        audit.refused(ADA, "skip", "POST /api/deliveries/17/skip");
        assertThat(chain.verify(null).unsealed()).isEqualTo(3);
        assertThat(chain.seal(2)).isEqualTo(2);
        assertThat(chain.seal(2)).isEqualTo(1);
        assertThat(chain.seal(2)).isZero();
        AuditChain.Verdict verdict = chain.verify(chain.head());
        assertThat(verdict.sound()).isTrue();
        assertThat(verdict.sealed()).isEqualTo(8);
    }

    @Test
    void a_row_that_was_changed_taken_out_or_put_in_is_found() {
        write(6);
        chain.seal(500);
        assertBroken("UPDATE audit SET who = 'bob' WHERE seal = 3", 3);
        assertBroken("UPDATE audit SET at = at + interval '1 microsecond' WHERE seal = 3", 3);
        assertBroken("UPDATE audit SET reason = NULL WHERE seal = 3", 3);
        assertBroken("UPDATE audit SET refused = true WHERE seal = 3", 3);
        assertBroken("DELETE FROM audit WHERE seal = 3", 4);
        assertBroken("DELETE FROM audit WHERE seal = 1", 2);
        assertBroken("UPDATE audit SET hash = sha256('x') WHERE seal = 6", 6);
    }

    @Test
    void an_end_that_was_cut_off_or_chained_anew_is_found_by_whoever_noted_a_link() {
        write(4);
        chain.seal(500);
        AuditChain.Head noted = Objects.requireNonNull(chain.head());
        write(1);
        chain.seal(500);
        assertThat(chain.verify(noted).sound()).isTrue();
        sql.sql("DELETE FROM audit WHERE seal >= 4").update();
        assertThat(chain.verify(null).sound()).isTrue();
        assertThat(chain.verify(noted).sound()).isFalse();
        sql.sql("UPDATE audit SET seal = NULL, hash = NULL, who = 'bob'").update();
        write(1);
        chain.seal(500);
        assertThat(chain.verify(null).sound()).isTrue();
        assertThat(chain.verify(noted).sound()).isFalse();
    }

    @Test
    void hubs_that_seal_at_once_make_one_chain_and_no_command_waits_for_them() throws Exception {
        try (var hubs = Executors.newFixedThreadPool(4)) {
            List<Future<?>> busy = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(hub -> hubs.submit(() -> {
                        for (int i = 0; i < 25; i++) {
                            write(2);
                            chain.seal(3);
                        }
                    }))
                    .toList();
            for (Future<?> one : busy) {
                one.get();
            }
        }
        while (chain.seal(500) > 0) {
            // the rest
        }
        AuditChain.Verdict verdict = chain.verify(null);
        assertThat(verdict.sound()).isTrue();
        assertThat(verdict.sealed()).isEqualTo(200);
    }

    private void write(int rows) {
        for (int i = 0; i < rows; i++) {
            audit.record(ADA, "replay", "delivery", i);
        }
    }

    private void assertBroken(String change, long where) {
        transaction.executeWithoutResult(undone -> {
            sql.sql(change).update();
            AuditChain.Verdict verdict = chain.verify(null);
            assertThat(verdict.sound()).as(change).isFalse();
            assertThat(verdict.broken()).as(change).isEqualTo(where);
            undone.setRollbackOnly();
        });
    }
}
