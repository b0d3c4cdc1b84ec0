package dev.waybill.signin;

import dev.waybill.Excerpt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The sessions of this node, with user and address, to list and to end. */
public final class Sessions implements HttpSessionListener {

    private static final int LONGEST_BROWSER = 200;

    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Kept> open = new ConcurrentHashMap<>();

    /**
     * One signed-in user's session.
     *
     * @param number the number for commands; it gives no access
     * @param address the address of the sign-in
     * @param browser the browser's own name
     */
    public record Open(long number, String who, String address, String browser, Instant since, Instant lastUsed) {}

    private record Kept(long number, String who, String address, String browser, HttpSession session) {

        Stream<Open> shown() {
            try {
                return Stream.of(new Open(
                        number,
                        who,
                        address,
                        browser,
                        Instant.ofEpochMilli(session.getCreationTime()),
                        Instant.ofEpochMilli(session.getLastAccessedTime())));
            } catch (IllegalStateException e) {
                return Stream.empty(); // it has just ended
            }
        }
    }

    void opened(HttpServletRequest request, String who) {
        long number = last.incrementAndGet();
        String browser = String.valueOf(request.getHeader(HttpHeaders.USER_AGENT));
        open.put(
                number,
                new Kept(
                        number,
                        who,
                        request.getRemoteAddr(),
                        Excerpt.of(browser, LONGEST_BROWSER),
                        request.getSession()));
    }

    /** Returns the sessions of this name, or all for null; the newest first. */
    public List<Open> open(@Nullable String who) {
        return open.values().stream()
                .filter(kept -> who == null || kept.who().equals(who))
                .sorted(Comparator.comparingLong(Kept::number).reversed())
                .flatMap(Kept::shown)
                .toList();
    }

    /** Ends one session. Returns its user's name; null if there is no such session. */
    public @Nullable String end(long number) {
        Kept kept = open.get(number);
        return kept == null || endAll(other -> other.number() == number) == 0 ? null : kept.who();
    }

    /** Ends all sessions of this name but the one of this request. Returns their number. */
    public int endOthers(String who, HttpServletRequest request) {
        HttpSession own = request.getSession(false);
        return endAll(kept -> kept.who().equals(who) && !isSame(kept.session(), own));
    }

    /** Returns the number of this request's own session. */
    public long own(HttpServletRequest request) {
        HttpSession own = request.getSession(false);
        return open.values().stream()
                .filter(kept -> isSame(kept.session(), own))
                .mapToLong(Kept::number)
                .findFirst()
                .orElse(0);
    }

    private int endAll(Predicate<Kept> which) {
        List<Kept> ending = open.values().stream().filter(which).toList();
        ending.forEach(kept -> {
            open.remove(kept.number());
            try {
                kept.session().invalidate();
            } catch (IllegalStateException e) {
                // The session has ended already.
            }
        });
        return ending.size();
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent ended) {
        open.values().removeIf(kept -> isSame(kept.session(), ended.getSession()));
    }

    private static boolean isSame(HttpSession one, @Nullable HttpSession other) {
        return other != null && one.getId().equals(other.getId());
    }
}
