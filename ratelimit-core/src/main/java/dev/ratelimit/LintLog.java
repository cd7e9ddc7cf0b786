package dev.ratelimit;

import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.RuleLint;
import dev.ratelimit.rule.RuleSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what is odd about rules, each finding once for as long as it is one. Thread-safe. */
final class LintLog {

    private static final Logger LOG = LoggerFactory.getLogger(LintLog.class);

    private final AtomicReference<@Nullable Rules> waiting = new AtomicReference<>();
    private Set<Finding> told;

    /** What to look at. */
    private record Rules(RuleSet rules, List<Plan> plans) {}

    /** @param told what was logged before */
    LintLog(Set<Finding> told) {
        this.told = told;
    }

    synchronized Set<Finding> told() {
        return told;
    }

    synchronized void look(RuleSet rules, List<Plan> plans) {
        Set<Finding> found = Set.copyOf(RuleLint.findings(rules, plans));
        found.stream().filter(finding -> !told.contains(finding)).forEach(finding -> LOG.warn("{}", finding));
        told = found;
    }

    /** The same on a thread that ends with its work: who brings a change must not wait, nor must the next change. */
    void lookLater(RuleSet rules, List<Plan> plans) {
        if (waiting.getAndSet(new Rules(rules, plans)) == null) {
            Thread thread = new Thread(this::lookAtLatest, "ratelimit-lint");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void lookAtLatest() {
        Rules latest;
        do {
            latest = waiting.get();
            if (latest != null) {
                look(latest.rules(), latest.plans());
            }
        } while (!waiting.compareAndSet(latest, null));
    }
}
