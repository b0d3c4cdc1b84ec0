package dev.waybill.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.check.CheckBundle;
import dev.waybill.prove.Edit.Fault;
import dev.waybill.routes.Finding;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EditTest {

    /** The check is what a publication passes first: a fault that it finds would never reach a hub. */
    @ParameterizedTest
    @EnumSource
    void the_check_finds_no_other_fault_than_the_one_of_all_hubs(Fault fault) throws IOException {
        List<Finding> findings = CheckBundle.withSettingsHere()
                .findings(new Edit(7, List.of("erp.camel.yaml", "email.camel.yaml"), fault).bundle());
        assertThat(findings.stream().filter(Finding::isError)).hasSize(fault == Fault.FOR_ALL ? 1 : 0);
    }
}
