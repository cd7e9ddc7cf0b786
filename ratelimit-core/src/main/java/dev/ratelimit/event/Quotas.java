package dev.ratelimit.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.ratelimit.event.LimitEvent.QuotaUsed;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices whose quotas are nearly used, or used up. Requests only note it: what was told already costs them a look, and what
 * finds no place is noted by a later one. Thread-safe.
 */
final class Quotas {

    private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

    private static final long LEAST_MILLIS = Duration.ofHours(1).toMillis();
    private static final long LEAST_LIFE_MILLIS = 1_000;
    private static final int FIFTH = 5;
    private static final int MOST_NOTED = 1_000;
    private static final int MOST_TOLD = 50_000;

    /** Whose numbers are those of the whole limit: what a node counts alone is of its share. */
    private static final Set<Source> WHOLE = EnumSet.of(Source.REDIS, Source.MEMORY, Source.DENY_CACHE);

    private final Map<Key, Noted> noted = new ConcurrentHashMap<>();
    private final Cache<Key, Long> told;

    /** @param clock one that never goes back */
    Quotas(InstantSource clock) {
        told = Caffeine.newBuilder()
                .expireAfter(Expiry.<Key, Long>writing((key, millis) -> Duration.ofMillis(millis)))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .maximumSize(MOST_TOLD)
                .executor(Runnable::run)
                .build();
    }

    /** What is told once. Another capacity is another quota. */
    private record Key(String rule, String policy, List<String> subject, long capacity, int percent) {

        Key at(int other) {
            return new Key(rule, policy, subject, capacity, other);
        }

        /** Another one for another quota, whatever is in its texts. */
        String quota() {
            StringBuilder text = new StringBuilder().append(capacity);
            Stream.concat(Stream.of(rule, policy), subject.stream())
                    .forEach(part ->
                            text.append(' ').append(part.length()).append(':').append(part));
            return text.toString();
        }
    }

    private record Noted(long resetAtMillis, long lifeMillis) {}

    /**
     * Looks at what a bucket said; on the thread of a request.
     *
     * @param nowMillis the store's clock
     */
    void look(Charge charge, Decision decision, long nowMillis) {
        if (!isNearlyUsed(decision)) {
            return;
        }
        Key key = new Key(
                decision.rule(),
                decision.policy(),
                charge.subject(),
                decision.limit().capacity(),
                isUsedUp(decision) ? QuotaUsed.ALL : QuotaUsed.MOST);
        if (told.getIfPresent(key) == null && noted.size() < MOST_NOTED) {
            long life = Math.max(LEAST_LIFE_MILLIS, decision.resetAtMillis() - nowMillis);
            noted.putIfAbsent(key, new Noted(decision.resetAtMillis(), life));
        }
    }

    private static boolean isNearlyUsed(Decision decision) {
        return decision.remaining() <= decision.limit().capacity() / FIFTH
                && decision.enforced()
                && WHOLE.contains(decision.source())
                && decision.limit().fillMillis() >= LEAST_MILLIS;
    }

    private static boolean isUsedUp(Decision decision) {
        return decision.remaining() == 0 || (!decision.allowed() && !decision.neverFits());
    }

    /** What was noted and is to be told by this node; by one thread. */
    List<QuotaUsed> drain(Instant at, Claims claims) {
        List<QuotaUsed> fresh = new ArrayList<>();
        Claims asked = claims;
        // What is used up first: it is not told then that most is.
        List<Key> keys = noted.keySet().stream()
                .sorted(Comparator.comparingInt(Key::percent).reversed())
                .toList();
        for (Key key : keys) {
            Noted its = noted.get(key);
            if (its != null && isFresh(key, its)) {
                try {
                    if (asked.first(key.quota(), key.percent(), Duration.ofMillis(its.lifeMillis()))) {
                        fresh.add(event(at, key, its));
                    }
                } catch (StoreException e) {
                    LOG.debug("It is not known what other nodes have told: {}", e.getMessage());
                    asked = Claims.ALONE;
                    fresh.add(event(at, key, its));
                }
            }
        }
        return fresh;
    }

    /** Remembered before it is removed, so that no request notes it in between. */
    private boolean isFresh(Key key, Noted its) {
        boolean fresh = told.getIfPresent(key) == null;
        told.put(key, its.lifeMillis());
        if (key.percent() == QuotaUsed.ALL) {
            told.put(key.at(QuotaUsed.MOST), its.lifeMillis());
        }
        noted.remove(key);
        return fresh;
    }

    private static QuotaUsed event(Instant at, Key key, Noted its) {
        return new QuotaUsed(
                at,
                key.rule(),
                key.policy(),
                key.subject(),
                key.percent(),
                key.capacity(),
                Instant.ofEpochMilli(its.resetAtMillis()));
    }
}
