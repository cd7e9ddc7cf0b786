package dev.ratelimit.benchmarks;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import java.time.Duration;
import java.util.function.Function;

/** The contestants without Redis. */
public enum InJvm {
    /** Our store asked directly. */
    STORE("Ratelimit, Store.decide", limit -> new StoreCheck(store(), limit, 1)),
    /** Our whole check of one rule. */
    LIMITER(
            "Ratelimit, RateLimiter.check",
            limit -> new LimiterCheck(RateLimiter.builder(), limit, "ip", Source.MEMORY)),
    /** A map of Bucket4j's buckets. */
    BUCKET4J("Bucket4j", Bucket4jLocal::new);

    /** More than any machine asks for, so that a single bucket is never empty. */
    private static final Limit LIMIT =
            Limit.bucket(Algorithm.TOKEN, 1_000_000_000_000L, 1_000_000_000, Duration.ofSeconds(1));

    private final String title;
    private final Function<Limit, Contestant> opener;

    InJvm(String title, Function<Limit, Contestant> opener) {
        this.title = title;
        this.opener = opener;
    }

    String title() {
        return title;
    }

    /** Opens the contestant for measuring, once it was seen to limit. */
    Contestant open() {
        Guard.check(title, opener);
        return opener.apply(LIMIT);
    }

    private static MemoryStore store() {
        return new MemoryStore(new SteadyClock(), Source.MEMORY, 1_000_000);
    }
}
