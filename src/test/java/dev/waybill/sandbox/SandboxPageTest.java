package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class SandboxPageTest {

    @TempDir
    Path folder;

    private World world;
    private Chronicle chronicle;
    private Simulator simulator;
    private MockMvc page;

    @BeforeEach
    void open() {
        world = World.open(new SandboxSettings(0, 1L, List.of("covver"), folder, 0, 0, 0));
        chronicle = Chronicle.of(world);
        simulator = new Simulator(new Traffic(1, Instant.EPOCH), URI.create("http://127.0.0.1:1/"), "x");
        page = MockMvcBuilders.routerFunctions(
                        new SandboxPage(world, chronicle, simulator, new OtherSenders(Clock.systemUTC())).routes())
                .build();
    }

    @AfterEach
    void close() {
        simulator.close();
        world.close();
    }

    @Test
    void it_shows_what_reached_the_servers() throws Exception {
        chronicle.requested(
                "erp", request("{\"orderNumber\":\"1042\",\"status\":\"confirmed\",\"lines\":[{},{}]}", 201, true));
        chronicle.requested("erp", request("{\"orderNumber\":\"1043\",\"status\":\"placed\"}", 503, false));
        chronicle.requested("erp", request("{\"source\":{\"type\":\"ProductShown\"}}", 201, true));
        chronicle.requested("erp", request("no json", 201, false));
        chronicle.uploaded("sftp", Path.of("/a/1042-confirmed-7.csv"));

        page.perform(get("/sandbox"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("<li>order 1042 confirmed, 2 lines</li>")))
                .andExpect(content().string(containsString("order 1043 placed, 0 lines: answered 503")))
                .andExpect(content().string(containsString("<li>/orders ProductShown</li>")))
                .andExpect(content().string(containsString("<li>/orders: seen before, no effect</li>")))
                .andExpect(content().string(containsString("<li>1042-confirmed-7.csv</li>")));
    }

    @Test
    void what_came_from_outside_can_not_become_markup() throws Exception {
        MimeMessage mail = new MimeMessage((Session) null);
        mail.setSubject("<script>alert(1)</script>");
        chronicle.mailed("email", mail);

        page.perform(get("/sandbox"))
                .andExpect(content().string(containsString("&lt;script&gt;alert(1)")))
                .andExpect(content().string(not(containsString("<script>alert"))));
    }

    @Test
    void the_erp_is_switched_by_json() throws Exception {
        page.perform(post("/sandbox/erp")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"mode\":\"DOWN\"}"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.mode").value("DOWN"));
        assertThat(world.erp().mode()).isEqualTo(ErpMode.DOWN);

        page.perform(post("/sandbox/erp")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"mode\":\"NAP\"}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.modes[0]").value("OK"));
        assertThat(world.erp().mode()).isEqualTo(ErpMode.DOWN);
    }

    @Test
    void each_server_has_its_column_and_switch_and_a_page_of_all_that_arrived() throws Exception {
        chronicle.requested("erp", request("{\"orderNumber\":\"1042\",\"a\":\"<b>\"}", 201, true));
        page.perform(get("/sandbox"))
                .andExpect(content().string(containsString("<a href=\"/sandbox/email\">email</a> is OK")))
                .andExpect(content().string(containsString("data-name=\"sftp\" data-mode=\"DISK_FULL\"")));
        page.perform(post("/sandbox/sftp")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"mode\":\"DOWN\"}"))
                .andExpect(status().isOk());
        page.perform(get("/sandbox")).andExpect(content().string(containsString("sftp</a> is DOWN")));
        page.perform(get("/sandbox/erp"))
                .andExpect(content().string(containsString("POST /orders")))
                .andExpect(content().string(containsString("&lt;b&gt;")));
        page.perform(get("/sandbox/nobody")).andExpect(status().isNotFound());
    }

    @Test
    void everything_the_page_refers_to_is_served_and_nothing_is_inline() throws Exception {
        String html = page.perform(get("/sandbox")).andReturn().getResponse().getContentAsString();

        assertThat(html).doesNotContain("<style").doesNotContain("style=").doesNotContain("onclick");
        for (String file : new String[] {"/sandbox/sandbox.css", "/sandbox/sandbox.js"}) {
            assertThat(html).contains("\"" + file + "\"");
            page.perform(get(file)).andExpect(status().isOk());
        }
    }

    @Test
    void only_the_latest_lines_are_kept() {
        for (int i = 0; i < 240; i++) {
            chronicle.uploaded("sftp", Path.of(i + ".csv"));
        }

        assertThat(chronicle.latest("sftp"))
                .hasSize(200)
                .first()
                .extracting(Chronicle.Arrived::line)
                .isEqualTo("239.csv");
    }

    private static ErpRequest request(String body, int status, boolean effect) {
        return new ErpRequest(Instant.EPOCH, "POST", "/orders", "k", Map.of(), body, status, effect);
    }
}
