package dev.ratelimit.store;

import dev.ratelimit.algorithm.Verb;
import dev.ratelimit.limit.Decision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on a store whose scripts each reach one hash tag, as those of Redis Cluster. What a call wants of one tag is one
 * call; those for several tags are under way together. It is all or nothing all the same: when one tag denies, what the
 * others took is put back before this answers. For that moment it is taken, so that another request may be denied
 * meanwhile; no more than the limit is ever admitted. All tags together have the time that one has, and as much again for
 * what is put back.
 *
 * <p>A shadow rule is a group of one tag, since all its limits count one subject. It is charged beside the enforced buckets
 * of its own tag, and put back as they are when another tag denies.
 */
public final class TagSplit implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(TagSplit.class);

    private final Store store;
    private final AtomicLong putBack = new AtomicLong();
    private final AtomicLong notPutBack = new AtomicLong();

    public TagSplit(Store store) {
        this.store = store;
    }

    /** How many requests had taken something that was put back since another tag denied them. */
    public long putBack() {
        return putBack.get();
    }

    /** How many times that failed, so that units are missing until their limits refill. */
    public long notPutBack() {
        return notPutBack.get();
    }

    @Override
    public Answer decide(Call call) {
        if (TagPart.single(call)) {
            return store.decide(call);
        }
        List<TagPart> parts = TagPart.of(call);
        long deadline = store.deadline();
        parts.forEach(part -> part.begin(store, deadline));
        parts.forEach(TagPart::await);
        boolean whole = call.action().verb() != Verb.TAKE || passed(parts);
        if (!whole) {
            putBack(parts);
        }
        return answer(call, parts);
    }

    /** Whether each tag let pass what is enforced. */
    private static boolean passed(List<TagPart> parts) {
        for (TagPart part : parts) {
            if (!part.passed()) {
                return false;
            }
        }
        return true;
    }

    private void putBack(List<TagPart> parts) {
        List<TagPart> taken = parts.stream().filter(TagPart::took).toList();
        if (taken.isEmpty()) {
            return;
        }
        putBack.incrementAndGet();
        long deadline = store.deadline();
        taken.forEach(part -> part.beginPutBack(store, deadline));
        for (TagPart part : taken) {
            if (!part.awaitPutBack()) {
                notPutBack.incrementAndGet();
                LOG.debug("what a denied request had taken was not put back: {}", part);
            }
        }
    }

    private static Answer answer(Call call, List<TagPart> parts) {
        parts.forEach(TagPart::rethrow);
        for (TagPart part : parts) {
            if (part.answer() instanceof Answer.OtherProfile other) {
                return other;
            }
        }
        Decision[] decisions = new Decision[call.charges().size()];
        Long[] clocks = new Long[decisions.length];
        parts.forEach(part -> part.fill(decisions, clocks));
        List<Decision> known = Arrays.stream(decisions).filter(Objects::nonNull).toList();
        // Of a put back, what a lost server held is not told.
        return known.size() < decisions.length
                ? new Answer.Unknown()
                : new Answer.Decided(clocks[0], known, List.of(clocks));
    }

    @Override
    public boolean reachable(Duration patience) {
        return store.reachable(patience);
    }

    @Override
    public Servers servers() {
        return store.servers();
    }

    @Override
    public void unitsMayReturn() {
        store.unitsMayReturn();
    }

    @Override
    public void close() {
        store.close();
    }
}
