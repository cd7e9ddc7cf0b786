package dev.ratelimit;

import dev.ratelimit.analytics.Request;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.Charge;
import dev.ratelimit.traffic.Glimpse;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for one request, and what its response adds to that. An application whose cost is known only in the
 * end charges it here:
 *
 * <pre>{@code
 * Answer answer = model.complete(prompt);
 * RateLimitContext.current().charge("tokens", answer.tokens());
 * }</pre>
 *
 * <p>Charges add to what the request took when it came, and are made when the response is complete, also when the
 * application fails; those that come later are made at once. What does not fit becomes a debt of at most one capacity, so
 * the request that comes next waits for it. The header lines of the response do not show them. Safe for any number of
 * threads.
 */
public final class RateLimitContext {

    /** The request attribute, and the property of a JAX-RS request, that holds the context. */
    public static final String ATTRIBUTE = "dev.ratelimit.context";

    private static final int ERROR = 500;

    // Weak, and of the JDK's own classes: a server's thread must not keep an undeployed application.
    private static final ThreadLocal<WeakReference<RateLimitContext>> CURRENT = new ThreadLocal<>();

    private final List<Taking> takings = new ArrayList<>(2);
    private final Map<String, Long> charged = new HashMap<>(2);
    private Verdict verdict;
    private @Nullable Request counted;
    private @Nullable Glimpse seen;
    private long chargedToAll;
    private int sent;
    private boolean settled;
    private boolean staged;

    RateLimitContext(Verdict verdict) {
        this.verdict = verdict;
    }

    /** One of a request that no rule applies to. */
    public static RateLimitContext uncounted() {
        return new RateLimitContext(Verdict.without(true, Source.NO_RULE, System.currentTimeMillis()));
    }

    /**
     * The context of the request that this thread serves; one that charges nothing where there is none. Work that goes on
     * in another thread takes the context along.
     */
    public static RateLimitContext current() {
        WeakReference<RateLimitContext> reference = CURRENT.get();
        RateLimitContext context = reference == null ? null : reference.get();
        return context == null || context.settled() ? uncounted() : context;
    }

    /** The context that an attribute holds; null for none, and for one of another application's class loader. */
    public static @Nullable RateLimitContext of(@Nullable Object attribute) {
        return attribute instanceof RateLimitContext context ? context : null;
    }

    /** What was decided, by all stages so far. */
    public synchronized Verdict verdict() {
        return verdict;
    }

    /**
     * Charges every rule that applied to the request.
     *
     * @param units 0 to 10^15, beside the cost that each rule has
     * @throws IllegalArgumentException when they are out of range
     */
    public void charge(long units) {
        Cost.of(units);
        boolean late;
        synchronized (this) {
            late = settled;
            if (!late) {
                chargedToAll = Math.min(Rule.MAX_COST, chargedToAll + units);
            }
        }
        if (late) {
            takings().forEach(taking -> taking.charge(charge -> units));
        }
    }

    /**
     * Charges one rule; nothing where it did not apply to the request, for instance because it is switched off.
     *
     * @param rule its id
     * @param units 0 to 10^15, beside the cost that the rule has
     * @throws IllegalArgumentException when they are out of range
     */
    public void charge(String rule, long units) {
        Cost.of(units);
        boolean late;
        synchronized (this) {
            late = settled;
            if (!late) {
                charged.merge(rule, units, (a, b) -> Math.min(Rule.MAX_COST, a + b));
            }
        }
        if (late) {
            takings().forEach(taking -> taking.charge(charge -> charge.rule().equals(rule) ? units : 0));
        }
    }

    /** For adapters: makes this the {@link #current} context of the thread, until {@link #leave}. */
    public void enter() {
        CURRENT.set(new WeakReference<>(this));
    }

    /** For adapters: this thread serves no request any more. */
    public static void leave() {
        CURRENT.remove();
    }

    /**
     * For adapters: whether nothing is left to decide. An error page is no request of its own, be it that of a refusal or of a
     * response that was settled.
     */
    public synchronized boolean over() {
        return settled || !verdict.allowed();
    }

    /**
     * For adapters: a response with this status is on its way, whatever is set, or fails, afterwards. {@link #settle} goes by
     * it then; where the request fails all the same, what counts under either status counts.
     */
    public synchronized void sent(int status) {
        sent = status;
    }

    /**
     * For adapters: the response is complete. Puts back what does not count under {@code count_when}, and charges what
     * does or was charged meanwhile; the first time only.
     *
     * @param status of the response; 500 for an exception that nobody mapped to one
     */
    public void settle(int status) {
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
        }
        for (Taking taking : takings()) {
            taking.putBack(charge -> charge.countWhen() != null && !counts(charge.countWhen(), status));
            taking.charge(charge -> owed(charge, status));
        }
    }

    private synchronized boolean counts(CountWhen when, int status) {
        if (sent == 0) {
            return when.counts(status);
        }
        return when.counts(sent) || (status >= ERROR && when.counts(status));
    }

    private synchronized long owed(Charge charge, int status) {
        boolean counts = charge.afterwards() && counts(Objects.requireNonNull(charge.countWhen()), status);
        long units = chargedToAll + charged.getOrDefault(charge.rule(), 0L) + (counts ? charge.cost() : 0);
        return Math.min(Rule.MAX_COST, units);
    }

    private synchronized List<Taking> takings() {
        return List.copyOf(takings);
    }

    private synchronized boolean settled() {
        return settled;
    }

    /** Whether nothing was decided before; once. */
    synchronized boolean isFirstStage() {
        boolean first = !staged;
        staged = true;
        return first;
    }

    /** Remembers how the request was counted; how before, null for not at all. */
    synchronized @Nullable Request counted(Request now) {
        Request before = counted;
        counted = now;
        return before;
    }

    /** How the request was seen at its first stage; null for not at all. */
    synchronized @Nullable Glimpse seen() {
        return seen;
    }

    synchronized void seen(@Nullable Glimpse glimpse) {
        seen = glimpse;
    }

    /** Whether an earlier stage decided by a rule; limiters of one application that have one of the same id share it. */
    synchronized boolean decidedBy(Rule rule) {
        for (Decision decision : verdict.decisions()) {
            if (decision.rule().equals(rule.id())) {
                return true;
            }
        }
        return false;
    }

    /** Adds what a stage decided. When it denied, what the earlier ones took is put back. */
    void add(Verdict stage, Taking taking) {
        List<Decision> restored = new ArrayList<>();
        if (!stage.allowed()) {
            takings().forEach(earlier -> restored.addAll(earlier.putBack(charge -> true)));
        }
        synchronized (this) {
            if (!stage.allowed()) {
                takings.clear();
            } else if (!taking.shares().isEmpty()) {
                takings.add(taking);
            }
            verdict = verdict.with(restored).then(stage);
        }
    }
}
