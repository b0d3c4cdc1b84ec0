package dev.waybill.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a monotonic clock may overflow
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Connections connections = new Connections(
            4,
            3,
            PATIENCE,
            NamedProxies.of(List.of("10.9.0.0/16")),
            new TurnedAwayCounts(meters, nanos::get),
            nanos::get);
    private final Map<ClientConnection, EmbeddedChannel> channels = new HashMap<>();

    @Test
    void a_connection_is_closed_when_its_time_is_up_and_not_before() {
        ClientConnection connection = open("10.0.0.1");

        nanos.addAndGet(PATIENCE.toNanos() - 1); // one has passed since
        connections.sweep();
        assertThat(isOpen(connection)).isTrue();

        nanos.addAndGet(1);
        connections.sweep();
        assertThat(isOpen(connection)).isFalse();
        assertThat(refused("deadline")).isEqualTo(1);
    }

    @Test
    void one_that_was_answered_and_is_not_used_again_is_closed_without_a_count() {
        ClientConnection connection = open("10.0.0.1");
        connections.kept(connection, Duration.ofSeconds(1));

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        connections.sweep();

        assertThat(isOpen(connection)).isFalse();
        assertThat(refused("deadline")).isZero();
    }

    @Test
    void what_comes_next_has_its_own_time() {
        ClientConnection connection = open("10.0.0.1");
        connections.busy(connection, Duration.ofSeconds(30));

        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        connections.sweep();

        assertThat(isOpen(connection)).isTrue();
    }

    @Test
    void one_too_many_of_an_address_closes_its_own_that_idled_longest() {
        ClientConnection other = open("10.0.0.1");
        ClientConnection busy = open("10.0.0.2");
        connections.busy(busy, Duration.ofSeconds(30));
        ClientConnection elder = open("10.0.0.2");
        ClientConnection younger = open("10.0.0.2");

        ClientConnection newcomer = open("10.0.0.2");

        assertThat(isOpen(elder)).isFalse();
        assertThat(List.of(other, busy, younger, newcomer)).allMatch(this::isOpen);
        assertThat(refused("address_connections")).isEqualTo(1);
        assertThat(connections.open()).isEqualTo(4);
    }

    @Test
    void one_too_many_of_all_closes_one_of_the_address_with_the_most() {
        ClientConnection eldest = open("10.0.0.1");
        ClientConnection elder = open("10.0.0.2");
        ClientConnection younger = open("10.0.0.2");
        open("10.0.0.3");

        ClientConnection newcomer = open("10.0.0.4");

        assertThat(isOpen(elder)).isFalse();
        assertThat(List.of(eldest, younger, newcomer)).allMatch(this::isOpen);
        assertThat(refused("connections")).isEqualTo(1);
    }

    @Test
    void a_request_is_never_cut_for_a_newcomer_from_its_first_byte_on() {
        ClientConnection begun = open("10.0.0.1");
        connections.begun(begun);
        ClientConnection busy = open("10.0.0.1");
        connections.busy(busy, Duration.ofSeconds(30));
        ClientConnection again = open("10.0.0.1");
        connections.kept(again, Duration.ofSeconds(30));
        connections.begun(again);
        ClientConnection newcomer = connections.begin(new EmbeddedChannel(), address("10.0.0.1"));

        assertThat(connections.opened(newcomer)).isFalse();
        assertThat(List.of(begun, busy, again)).allMatch(this::isOpen);
    }

    @Test
    void a_head_that_is_slow_protects_nobody() {
        ClientConnection trickling = open("10.0.0.1");
        connections.begun(trickling);
        nanos.incrementAndGet(); // it has begun before the others came
        open("10.0.0.1");
        connections.begun(open("10.0.0.1"));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        connections.begun(trickling);

        open("10.0.0.1");

        assertThat(isOpen(trickling)).isFalse();
    }

    @Test
    void one_whose_first_byte_may_be_under_way_goes_after_all_that_had_time_for_it() {
        ClientConnection idle = open("10.0.0.1");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        ClientConnection fresh = open("10.0.0.2");
        ClientConnection fresher = open("10.0.0.2");
        ClientConnection freshest = open("10.0.0.2");

        ClientConnection newcomer = open("10.0.0.3");

        assertThat(isOpen(idle)).isFalse();
        assertThat(List.of(fresh, fresher, freshest, newcomer)).allMatch(this::isOpen);
    }

    @Test
    void where_all_are_fresh_each_lives_as_long_as_there_is_room_for() {
        List<ClientConnection> flood =
                IntStream.range(0, 20).mapToObj(i -> open("10.0.1." + i)).toList();

        assertThat(flood).filteredOn(this::isOpen).isEqualTo(flood.subList(16, 20));
    }

    @Test
    void a_request_that_comes_while_its_connection_is_asked_to_go_stays() {
        ClientConnection asked = open("10.0.0.1");
        open("10.0.0.2");
        open("10.0.0.3");
        open("10.0.0.4");
        open("10.0.0.5");
        connections.begun(asked); // its event loop reads that before it is asked

        assertThat(isOpen(asked)).isTrue();
        assertThat(connections.open()).isEqualTo(5);

        open("10.0.0.6");
        assertThat(isOpen(asked)).isTrue();
        assertThat(connections.open()).as("one too many for a while").isEqualTo(4);
    }

    @Test
    void one_that_hangs_up_while_it_is_asked_to_go_is_counted_once() {
        ClientConnection asked = open("10.0.0.1");
        open("10.0.0.2");
        open("10.0.0.3");
        open("10.0.0.4");
        open("10.0.0.5");
        channels.get(asked).close();
        connections.closed(asked);

        assertThat(isOpen(asked)).isFalse();
        assertThat(connections.open()).isEqualTo(4);
    }

    @Test
    void where_none_idles_the_newcomer_is_refused() {
        for (int i = 0; i < 4; i++) {
            connections.busy(open("10.0.0." + i), Duration.ofSeconds(30));
        }
        ClientConnection newcomer = connections.begin(new EmbeddedChannel(), address("10.0.0.9"));

        assertThat(connections.opened(newcomer)).isFalse();
        assertThat(connections.open()).isEqualTo(4);
    }

    @Test
    void one_that_no_event_loop_has_taken_on_yet_is_not_closed_for_another() {
        for (int i = 0; i < 3; i++) {
            ClientConnection waiting = connections.begin(new EmbeddedChannel(false, false), address("10.0.0.1"));
            assertThat(connections.opened(waiting)).isTrue();
        }
        ClientConnection newcomer = connections.begin(new EmbeddedChannel(), address("10.0.0.1"));

        assertThat(connections.opened(newcomer)).isFalse();
        assertThat(connections.open()).isEqualTo(3);
    }

    @Test
    void a_closed_one_gives_its_place_back_once() {
        ClientConnection connection = open("10.0.0.1");
        open("10.0.0.1");

        connections.closed(connection);
        connections.closed(connection);

        assertThat(connections.open()).isEqualTo(1);
        open("10.0.0.1");
        open("10.0.0.1");
        assertThat(refused("address_connections")).isZero();
    }

    @Test
    void a_proxys_connections_are_in_nobodys_share_until_it_says_whose_they_are() {
        ClientConnection first = open("10.9.0.1");
        for (int i = 0; i < 3; i++) {
            open("10.9.0.1");
        }
        assertThat(refused("address_connections")).isZero();

        assertThat(connections.speaksFor(first, address("10.0.0.1"))).isTrue();
        assertThat(first.address()).isEqualTo(ClientAddress.of(address("10.0.0.1")));
        assertThat(connections.open()).isEqualTo(4);
    }

    @Test
    void all_of_an_ipv6_network_is_one_address() {
        assertThat(ClientAddress.of(address("2001:db8:1:2:3::1")))
                .isEqualTo(ClientAddress.of(address("2001:db8:1:ff::2")));
        assertThat(ClientAddress.of(address("2001:db8:1:2::1")))
                .isNotEqualTo(ClientAddress.of(address("2001:db8:1:100::1")));
        assertThat(ClientAddress.of(address("::ffff:10.0.0.1"))).isEqualTo(ClientAddress.of(address("10.0.0.1")));
        assertThat(ClientAddress.of(address("0.0.0.1"))).isNotEqualTo(ClientAddress.of(address("0:0:0:1::")));
    }

    private ClientConnection open(String from) {
        EmbeddedChannel channel = new EmbeddedChannel();
        ClientConnection connection = connections.begin(channel, address(from));
        channels.put(connection, channel);
        assertThat(connections.opened(connection)).isTrue();
        nanos.incrementAndGet();
        return connection;
    }

    private boolean isOpen(ClientConnection connection) {
        EmbeddedChannel channel = channels.get(connection);
        channel.runPendingTasks();
        return channel.isOpen();
    }

    private double refused(String reason) {
        return meters.counter("waybill.listener.refused", "reason", reason).count();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
