package dev.waybill.mutants;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateFault;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.check.CheckBundle;
import dev.waybill.handover.Delivery;
import dev.waybill.plan.DifferencesOfRoutes;
import dev.waybill.routes.Finding;
import dev.waybill.routetests.ReadRouteTests;
import dev.waybill.routetests.ReadRouteTests.RouteTests;
import dev.waybill.routetests.RouteTest;
import dev.waybill.routetests.RunRouteTests;
import dev.waybill.routetests.RunRouteTests.Result;
import dev.waybill.sources.EventParts;
import dev.waybill.webhook.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/** Shows a mutant to the check; one that has no error there, to a plan and to the shipped tests. */
final class Trial implements AutoCloseable {

    /** The first that saw a mutant. */
    enum Seen {
        CHECK,
        WARNING,
        PLAN,
        TESTS,
        SAME,
        NOBODY,
        CRASH
    }

    /**
     * The end of a trial.
     *
     * @param rightLine true if an error is in the line of the slip, in one beside it, or where another file names it
     * @param words the first error, or the difference
     */
    record Tried(Mutant mutant, Seen seen, boolean rightLine, String words, long nanos) {

        /** Returns why a person has to look at it; empty if there is no reason. */
        String title() {
            return switch (seen) {
                case CRASH -> "THE CHECK ITSELF FAILED";
                case CHECK -> rightLine ? "" : "error in another line";
                case PLAN -> words.startsWith(UNMADE) ? "not made, and no error of the check" : "";
                case NOBODY -> "seen by nobody";
                case SAME -> "equivalent";
                case WARNING, TESTS -> "";
            };
        }
    }

    private static final String UNMADE = "can't be made: ";

    private final Bundle shipped;
    private final CheckBundle check = CheckBundle.withSettingsHere();
    private final CandidateHub hub;
    private final ConfigurableApplicationContext beans;
    private final RouteTests tests;
    private final Candidate live;
    private final List<Delivery.Event> events = new ArrayList<>();
    private final Set<String> always = new HashSet<>();

    Trial(Bundle shipped, ConfigurableApplicationContext beans) throws IOException {
        this.shipped = shipped;
        this.beans = beans;
        this.hub = new CandidateHub(beans, System::getenv);
        this.tests = ReadRouteTests.of(shipped);
        this.live = Candidate.of(shipped, hub);
        tests.tests().stream().map(RouteTest::event).forEach(this::add);
        try (InputStream in = Objects.requireNonNull(Trial.class.getResourceAsStream("/mutants/events.jsonl"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(each -> add(each.getBytes(StandardCharsets.UTF_8)));
        }
        check.findings(shipped).forEach(each -> always.add(each.toString()));
    }

    private void add(byte[] body) {
        Envelope envelope = Envelope.read(body, EventParts.in(new StandardEnvironment(), "covver"), name -> null);
        events.add(new Delivery.Event(
                1, "covver", "test", envelope.group(), envelope.type(), Instant.parse("2026-01-01T00:00:00Z"), body));
    }

    Tried of(Mutant mutant) throws InterruptedException {
        long began = System.nanoTime();
        List<Finding> findings;
        try {
            findings = check.findings(mutant.bundle()).stream()
                    .filter(each -> !always.contains(each.toString()))
                    .toList();
        } catch (RuntimeException | StackOverflowError e) {
            return new Tried(mutant, Seen.CRASH, false, "The check itself failed: " + e, System.nanoTime() - began);
        }
        long nanos = System.nanoTime() - began;
        for (Finding each : findings) {
            if (each.message().contains("\tat ")) {
                return new Tried(mutant, Seen.CRASH, false, "a stack trace: " + each, nanos);
            }
        }
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            boolean right = errors.stream().anyMatch(each -> isRight(each, mutant));
            return new Tried(mutant, Seen.CHECK, right, errors.getFirst().toString(), nanos);
        }
        String difference = difference(mutant.bundle());
        if (!difference.isEmpty()) {
            return new Tried(mutant, Seen.PLAN, true, difference, nanos);
        }
        if (!findings.isEmpty()) {
            return new Tried(mutant, Seen.WARNING, true, findings.getFirst().toString(), nanos);
        }
        if (SameMeaning.have(shipped, mutant)) {
            return new Tried(mutant, Seen.SAME, true, "", nanos);
        }
        String failed = failed(mutant.bundle());
        return new Tried(mutant, failed.isEmpty() ? Seen.NOBODY : Seen.TESTS, true, failed, nanos);
    }

    private String difference(Bundle bundle) throws InterruptedException {
        try (Candidate candidate = Candidate.of(bundle, hub)) {
            for (Delivery.Event event : events) {
                String difference = DifferencesOfRoutes.first(live, candidate, event);
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
            return "";
        } catch (CandidateFault e) {
            return UNMADE + e.getMessage();
        }
    }

    private String failed(Bundle bundle) throws InterruptedException {
        return RunRouteTests.all(bundle, tests, hub, beans.getEnvironment()).stream()
                .filter(result -> !result.passed())
                .map(Result::failures)
                .findFirst()
                .map(failures -> failures.getFirst().difference())
                .orElse("");
    }

    private static boolean isRight(Finding finding, Mutant mutant) {
        String file = String.valueOf(finding.file());
        if (file.endsWith("/" + mutant.path())) {
            return isNear(finding.line(), mutant.line());
        }
        if (!mutant.isNamedByOthers()) {
            return false;
        }
        String path = file.substring(file.lastIndexOf('/') + 1);
        return mutant.bundle().file(path) != null
                        && Mutant.text(mutant.bundle(), path)
                                .lines()
                                .skip(Math.max(0, finding.line() - 2))
                                .limit(3)
                                .anyMatch(line -> line.contains(mutant.name()))
                || isToldAtItsUse(finding, mutant);
    }

    /** True if a finding about a template, told where that is used, also names the right line in the template. */
    private static boolean isToldAtItsUse(Finding finding, Mutant mutant) {
        for (int line = mutant.line() - 1; line <= mutant.line() + 1; line++) {
            if (finding.sentence().contains("/%s:%d)".formatted(mutant.path(), line))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNear(int line, int other) {
        return Math.abs(line - other) <= 1;
    }

    @Override
    public void close() {
        live.close();
    }
}
