package dev.ratelimit.event;

import dev.ratelimit.event.LimitEvent.DenialStorm;
import dev.ratelimit.limit.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Notices when more than half of all requests are denied, and many. Requests count on a few counters. Thread-safe. */
public final class Storms {

    private static final long LEAST_DENIED = 100;
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration CALM = Duration.ofMinutes(1);
    private static final int MOST_RULES = 1_000;
    private static final String NO_RULE = "";

    private final InstantSource clock;
    private final LongAdder requests = new LongAdder();
    private final Map<String, LongAdder> denials = new ConcurrentHashMap<>();
    private final Deque<Second> seconds = new ArrayDeque<>();
    private boolean raging;
    private long ragedMillis;

    /** What came between two looks. */
    private record Second(long endMillis, long requests, Map<String, Long> denials) {}

    /** @param clock one that never goes back */
    public Storms(InstantSource clock) {
        this.clock = clock;
    }

    /** A request was decided. */
    public void came(Verdict verdict) {
        came(verdict, true);
    }

    /** A stage of a request was decided, after which there is no other when it denied. */
    public void came(Verdict soFar, boolean first) {
        if (first) {
            requests.increment();
        }
        if (!soFar.allowed()) {
            String rule = soFar.decisions().isEmpty()
                    ? NO_RULE
                    : soFar.decisions().get(0).rule();
            denials(rule).increment();
        }
    }

    private LongAdder denials(String rule) {
        LongAdder known = denials.get(rule);
        return known != null
                ? known
                : denials.computeIfAbsent(denials.size() < MOST_RULES ? rule : NO_RULE, any -> new LongAdder());
    }

    /** A storm that has begun since the last look; about once a second, by one thread. */
    @Nullable
    DenialStorm look(Instant at) {
        long now = clock.millis();
        remember(now);
        Map<String, Long> byRule = new HashMap<>();
        seconds.forEach(second -> second.denials().forEach((rule, count) -> byRule.merge(rule, count, Long::sum)));
        long denied = byRule.values().stream().mapToLong(Long::longValue).sum();
        long all = seconds.stream().mapToLong(Second::requests).sum();
        boolean rages = denied >= LEAST_DENIED && 2 * denied > all;
        boolean begins = rages && !raging;
        if (rages) {
            raging = true;
            ragedMillis = now;
        } else if (now - ragedMillis >= CALM.toMillis()) {
            raging = false;
        }
        return begins ? new DenialStorm(at, denied, all, WITHIN, most(byRule)) : null;
    }

    private void remember(long now) {
        Map<String, Long> denied = new HashMap<>();
        denials.forEach((rule, count) -> {
            long some = count.sumThenReset();
            if (some > 0) {
                denied.put(rule, some);
            } else {
                // A denial that comes right now is lost: one, of a rule that denied nothing in a second.
                denials.remove(rule);
            }
        });
        seconds.addLast(new Second(now, requests.sumThenReset(), denied));
        while (seconds.getFirst().endMillis() <= now - WITHIN.toMillis()) {
            seconds.removeFirst();
        }
    }

    private static @Nullable String most(Map<String, Long> byRule) {
        String rule =
                Collections.max(byRule.entrySet(), Map.Entry.comparingByValue()).getKey();
        return rule.equals(NO_RULE) ? null : rule;
    }
}
