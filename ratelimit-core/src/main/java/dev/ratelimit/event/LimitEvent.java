package dev.ratelimit.event;

import dev.ratelimit.list.ListKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that operators want to hear of, once. */
public sealed interface LimitEvent {

    /** When it was noticed, by the machine's clock. */
    Instant at();

    /** What it is. */
    EventKind kind();

    /**
     * More than half of this node's requests were denied, and a hundred or more of them, within ten seconds. The next one is
     * told after a minute in which that was not so.
     *
     * @param denied how many requests were denied
     * @param requests how many there were
     * @param within in which time
     * @param rule the rule that denied most; null where lists did, or a lack of the key
     */
    record DenialStorm(
            Instant at,
            long denied,
            long requests,
            Duration within,
            @Nullable String rule) implements LimitEvent {
        @Override
        public EventKind kind() {
            return EventKind.DENIAL_STORM;
        }
    }

    /**
     * A subject has used four fifths of a quota, or all of it. A quota is a limit of an enforced rule that takes an hour or
     * more to be as good as new. Told once until {@code resetAt}; of who has used all, four fifths are not told afterwards.
     *
     * @param rule the rule's id
     * @param policy what the limit is called towards clients: the rule's id where it has one limit
     * @param subject the parts of the rule's key as stores write them, such as {@code [alice]}: of API keys, tokens and
     *     cookies the hash
     * @param percent 80 or 100; 100 when nothing is left, and when what is left was not enough for a request
     * @param limit the capacity of the limit
     * @param resetAt when it is as good as new, if nothing else is taken
     */
    record QuotaUsed(
            Instant at, String rule, String policy, List<String> subject, int percent, long limit, Instant resetAt)
            implements LimitEvent {

        /** All of it. */
        static final int ALL = 100;

        /** Four fifths. */
        static final int MOST = 80;

        /** Keeps a copy of the subject. */
        public QuotaUsed {
            subject = List.copyOf(subject);
        }

        @Override
        public EventKind kind() {
            return percent == ALL ? EventKind.QUOTA_100 : EventKind.QUOTA_80;
        }
    }

    /**
     * Somebody changed the allow list or the deny list through this node.
     *
     * @param entry the user, address or network; an API key only as its hash
     * @param added whether it was added, or replaced; else it was removed
     */
    record ListChanged(Instant at, ListKind list, String entry, boolean added) implements LimitEvent {
        @Override
        public EventKind kind() {
            return EventKind.LIST_CHANGED;
        }
    }

    /**
     * This node does without its store, and rules follow their {@code on_store_failure}. Told of six outages in a minute at
     * most.
     *
     * @param store {@code Redis}, or {@code Redis server 192.0.2.1:6379} of a cluster
     * @param cause as {@link dev.ratelimit.limit.Decision#cause} says
     */
    record Degraded(Instant at, String store, String cause) implements LimitEvent {
        @Override
        public EventKind kind() {
            return EventKind.DEGRADED;
        }
    }

    /**
     * The store answers again, or others do in its place; for each {@link Degraded}.
     *
     * @param lasted for how long it did not
     */
    record Recovered(Instant at, String store, Duration lasted) implements LimitEvent {
        @Override
        public EventKind kind() {
            return EventKind.RECOVERED;
        }
    }
}
