package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The login's limits against strangers, and who sees and ends whose sessions. */
class StrangersAndSessionsTest {

    private static ConsoleHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = ConsoleHub.start(
                "--waybill.console.users[2].name=eve",
                "--waybill.console.users[2].role=OPERATOR",
                "--waybill.console.users[2].password="
                        + TestAccess.settings().get("waybill.console.users[0].password"));
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void no_stranger_has_a_session_made() throws Exception {
        Visitor stranger = new Visitor(hub);
        for (String path : new String[] {"/console/login", "/console/events?text=x", "/console"}) {
            stranger.get(path);
        }
        assertThat(stranger.session()).isEmpty();
    }

    @Test
    void a_login_form_of_another_browser_is_refused() throws Exception {
        Visitor stranger = new Visitor(hub);
        stranger.get("/console/login");
        stranger.forgetCookies();
        HttpResponse<String> refused =
                stranger.post("/console/login", Map.of("name", TestAccess.VIEWER, "password", TestAccess.PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(403);
        stranger.get("/console/login");
        assertThat(stranger.post("/console/login", Map.of("name", TestAccess.VIEWER, "password", TestAccess.PASSWORD))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void a_browser_that_was_signed_in_before_gets_in_while_strangers_guess_from_the_same_address() throws Exception {
        Visitor eve = Visitor.signedIn(hub, "eve");
        eve.post("/console/logout", Map.of());
        Visitor mallory = new Visitor(hub);
        mallory.get("/console/login");
        for (int i = 0; i < 6; i++) {
            mallory.post("/console/login", Map.of("name", "eve", "password", "guess"));
        }
        Visitor elsewhere = new Visitor(hub);
        assertThat(signIn(elsewhere)).contains("?wait=");
        assertThat(signIn(eve)).doesNotContain("?wait=", "?wrong");
        assertThat(eve.get("/console/events").statusCode()).isEqualTo(200);
    }

    @Test
    void a_session_that_somebody_else_ended_is_over_at_once() throws Exception {
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        Visitor bobElsewhere = Visitor.signedIn(hub, TestAccess.VIEWER);
        String page = bobElsewhere.get("/console/sessions").body();
        assertThat(page).contains("this one").doesNotContain(">ada<");
        bobElsewhere.post("/console/sessions/end-others", Map.of());
        assertThat(bob.get("/console").statusCode()).isEqualTo(302);
        assertThat(bobElsewhere.get("/console").statusCode()).isEqualTo(200);

        Visitor ada = new Visitor(hub);
        ada.get("/console/login");
        ada.post("/console/login", Map.of("name", TestAccess.OPERATOR, "password", TestAccess.PASSWORD));
        Matcher his = Pattern.compile("(?s)>bob</bdi>.*?/console/sessions/(\\d+)/end")
                .matcher(ada.get("/console/sessions").body());
        assertThat(his.find()).isTrue();
        assertThat(ada.post("/console/sessions/" + his.group(1) + "/end", Map.of())
                        .statusCode())
                .isEqualTo(302);
        assertThat(bobElsewhere.get("/console").statusCode()).isEqualTo(302);
        assertThat(hub.count("audit WHERE subject = 'session' AND subject_name = 'bob' AND who <> 'night shift'"))
                .isEqualTo(2);
    }

    @Test
    void a_viewer_ends_nobody_elses_session() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Matcher hers = Pattern.compile("/console/sessions/(\\d+)/end")
                .matcher(ada.get("/console/sessions").body());
        assertThat(hers.find()).isTrue();
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        assertThat(bob.post("/console/sessions/" + hers.group(1) + "/end", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(ada.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void a_program_of_an_operator_ends_a_session_and_one_of_a_viewer_sees_none() throws Exception {
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        assertThat(hub.api("GET", "/api/sessions", TestAccess.VIEWERS_BEARER, null)
                        .statusCode())
                .isEqualTo(403);
        String open = hub.api("GET", "/api/sessions", TestAccess.BEARER, null).body();
        Matcher his = Pattern.compile("\"number\":(\\d+),\"who\":\"bob\",\"address\":\"127.0.0.1\"")
                .matcher(open);
        assertThat(his.find()).as(open).isTrue();
        String end = "/api/sessions/" + his.group(1) + "/end";
        String why = "{\"reason\":\"his laptop was stolen\"}";
        assertThat(hub.api("POST", end, TestAccess.VIEWERS_BEARER, why).statusCode())
                .isEqualTo(403);
        assertThat(hub.api("POST", end, TestAccess.BEARER, "{}").statusCode()).isEqualTo(400);
        assertThat(bob.get("/console").statusCode()).isEqualTo(200);

        HttpResponse<String> ended = hub.api("POST", end, TestAccess.BEARER, why);

        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).contains("The session of bob has ended.");
        assertThat(bob.get("/console").statusCode()).isEqualTo(302);
        assertThat(hub.api("POST", end, TestAccess.BEARER, why).statusCode()).isEqualTo(404);
        assertThat(hub.count("audit WHERE verb = 'end' AND subject = 'session' AND subject_name = 'bob'"
                        + " AND who = 'night shift' AND reason = 'his laptop was stolen' AND address = '127.0.0.1'"))
                .isEqualTo(1);
    }

    private static String signIn(Visitor visitor) throws IOException, InterruptedException {
        visitor.get("/console/login");
        return visitor.post("/console/login", Map.of("name", "eve", "password", TestAccess.PASSWORD))
                .headers()
                .firstValue("Location")
                .orElse("");
    }
}
