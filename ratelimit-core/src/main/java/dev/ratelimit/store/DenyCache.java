package dev.ratelimit.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Verb;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers for Redis while a bucket is known to deny: for the same cost or a greater one whose wait follows from it, under
 * the same limit, until the time at which it would fit. At most 100,000 denials are remembered; the least used go first.
 */
public final class DenyCache implements Store {

    private static final int MOST = 100_000;
    private static final long BRIEF_MILLIS = 1_000;

    private final Store store;
    private final InstantSource clock;
    private final AtomicLong forgotten = new AtomicLong();
    private volatile long longestMillis = Long.MAX_VALUE;
    private final Cache<BucketId, Denial> denials = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<BucketId, Denial>creating((bucket, denial) -> denial.life()))
            // The common pool's threads would outlive an undeployed application and hold on to it.
            .executor(Runnable::run)
            .build();

    /** @param store the store to answer for; remembered is what it says with the source Redis */
    public DenyCache(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Answer decide(Call call) {
        Action action = call.action();
        if (action.verb() != Verb.TAKE || action.times() != 1) {
            Answer changed = store.decide(call);
            // After it, and for those under way too: a denial from before must not outlive units that came back.
            forgotten.incrementAndGet();
            call.charges().forEach(charge -> denials.invalidate(charge.bucket()));
            return changed;
        }
        long sent = clock.millis();
        Decision remembered = remembered(call, sent);
        if (remembered != null) {
            return new Answer.Decided(sent, List.of(remembered));
        }
        long before = forgotten.get();
        Answer answer = store.decide(call);
        if (answer instanceof Answer.Decided decided) {
            remember(call, decided, sent, before);
        }
        return answer;
    }

    private @Nullable Decision remembered(Call call, long now) {
        Decision longest = null;
        for (Charge charge : call.charges()) {
            Denial denial = charge.group() == Charge.ENFORCED ? denials.getIfPresent(charge.bucket()) : null;
            if (denial != null && denial.covers(charge, now)) {
                Decision decision = denial.at(now, charge.cost());
                longest = longest == null || decision.retryAfterMillis() > longest.retryAfterMillis()
                        ? decision
                        : longest;
            }
        }
        return longest;
    }

    private void remember(Call call, Answer.Decided decided, long sent, long before) {
        for (int i = 0; i < decided.decisions().size(); i++) {
            Charge charge = call.charges().get(i);
            Decision decision = decided.decisions().get(i);
            if (!charge.returnable()
                    && decision.denies()
                    && decision.retryAfterMillis() > 0
                    && decision.source() == Source.REDIS) {
                put(charge, decision, sent, before);
            }
        }
    }

    private void put(Charge charge, Decision decision, long sent, long before) {
        BucketId bucket = charge.bucket();
        denials.put(bucket, new Denial(decision, charge.cost(), sent, clock.millis(), longestMillis));
        // What was forgotten while the command was under way may be this.
        if (forgotten.get() != before) {
            denials.invalidate(bucket);
        }
    }

    @Override
    public void unitsMayReturn() {
        longestMillis = BRIEF_MILLIS;
        // Those that are remembered already may be of a day.
        forgetAll();
    }

    /** Forgets the denials of a user, or of everybody when the id is empty. */
    public void forget(String user, Owners owners) {
        forgotten.incrementAndGet();
        if (user.isEmpty()) {
            denials.invalidateAll();
        } else {
            denials.asMap().keySet().removeIf(bucket -> owners.owns(user, bucket.rule(), bucket.subject()));
        }
    }

    /** Forgets all denials. */
    public void forgetAll() {
        forget("", Owners.ANY_PART);
    }

    /** How many denials are remembered, about. */
    public long size() {
        return denials.estimatedSize();
    }

    @Override
    public boolean reachable(Duration patience) {
        return store.reachable(patience);
    }

    @Override
    public void close() {
        store.close();
    }

    /**
     * A denial. The store's wait began somewhere between the question and the answer: what fits must not be denied, so
     * that it holds from the first on, and the wait told must be enough, so that this one is from the second on.
     */
    private record Denial(Decision decision, long cost, long sentMillis, long receivedMillis, long longestMillis) {

        Duration life() {
            return Duration.ofMillis(lifeMillis());
        }

        private long lifeMillis() {
            return Math.min(decision.retryAfterMillis(), longestMillis);
        }

        boolean covers(Charge charge, long now) {
            return now < sentMillis + lifeMillis()
                    && (charge.cost() == cost || foretells(charge.cost()))
                    && charge.limit().countsLike(decision.limit());
        }

        /** Whether the wait of a greater cost follows: of a log or a counter it depends on what is in it. */
        private boolean foretells(long greater) {
            return greater > cost
                    && greater <= decision.limit().capacity()
                    && (isBucket() || decision.limit().algorithm() == Algorithm.FIXED_WINDOW);
        }

        private boolean isBucket() {
            return !decision.limit().algorithm().windowed();
        }

        Decision at(long now, long asked) {
            long more = asked > cost && isBucket()
                    ? decision.limit().sized(asked - cost).fillMillis()
                    : 0;
            long elapsed = now - receivedMillis - more;
            return new Decision(
                    decision.rule(),
                    decision.policy(),
                    decision.limit(),
                    false,
                    true,
                    decision.remaining(),
                    decision.retryAfterMillis() - elapsed,
                    decision.resetAtMillis(),
                    Math.max(1, decision.nextAfterMillis() - elapsed - more),
                    Source.DENY_CACHE);
        }
    }
}
