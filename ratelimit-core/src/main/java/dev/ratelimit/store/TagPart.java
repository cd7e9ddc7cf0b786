package dev.ratelimit.store;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call wants of one hash tag, which is the first part of a subject, and what became of it. For one thread. */
final class TagPart {

    /** Those that count, so that what was taken can be put back. */
    private static final Set<Source> COUNTED = EnumSet.of(Source.REDIS, Source.MEMORY, Source.LOCAL);

    private final Call call;
    /** Where its charges are in the whole call. */
    private final List<Integer> places;

    private Pending pending = Answer.Unknown::new;
    private Answer answer = new Answer.Unknown();
    private @Nullable StoreException error;
    private List<Integer> taken = List.of();
    private List<Decision> decisions = List.of();

    private TagPart(Call call, List<Integer> places) {
        this.call = call;
        this.places = places;
    }

    /** Whether a call reaches one tag only. */
    static boolean single(Call call) {
        List<Charge> charges = call.charges();
        if (charges.isEmpty()) {
            return true;
        }
        List<String> first = charges.get(0).subject();
        for (int i = 1; i < charges.size(); i++) {
            if (!sameTag(first, charges.get(i).subject())) {
                return false;
            }
        }
        AssumedUser user = call.user();
        return user == null || (!first.isEmpty() && first.get(0).equals(user.id()));
    }

    private static boolean sameTag(List<String> one, List<String> other) {
        return one.isEmpty() ? other.isEmpty() : !other.isEmpty() && one.get(0).equals(other.get(0));
    }

    /** A call's parts: the user's record belongs to the tag of the user's id. */
    static List<TagPart> of(Call call) {
        Map<List<String>, List<Integer>> tags = new LinkedHashMap<>();
        for (int i = 0; i < call.charges().size(); i++) {
            tags.computeIfAbsent(tag(call.charges().get(i)), tag -> new ArrayList<>())
                    .add(i);
        }
        AssumedUser user = call.user();
        List<String> his = user == null ? null : List.of(user.id());
        if (his != null) {
            tags.putIfAbsent(his, List.of());
        }
        List<TagPart> parts = new ArrayList<>(tags.size());
        tags.forEach((tag, places) -> {
            List<Charge> charges = places.stream().map(call.charges()::get).toList();
            AssumedUser owner = tag.equals(his) ? user : null;
            parts.add(new TagPart(new Call(call.action(), charges, owner, call.takenBy()), places));
        });
        return parts;
    }

    private static List<String> tag(Charge charge) {
        List<String> subject = charge.subject();
        return subject.size() < 2 ? subject : subject.subList(0, 1);
    }

    void begin(Store store, long deadline) {
        begin(store, call, deadline);
    }

    private void begin(Store store, Call what, long deadline) {
        try {
            pending = store.begin(what, deadline);
        } catch (StoreException e) {
            pending = () -> {
                throw e;
            };
        }
    }

    void await() {
        try {
            answer = pending.await();
            decisions = answer instanceof Answer.Decided decided ? decided.decisions() : List.of();
        } catch (StoreException e) {
            error = e;
        }
    }

    /** Whether all that is enforced here had room; so it is where nobody can tell. */
    boolean passed() {
        return error == null && !(answer instanceof Answer.OtherProfile) && passed(Charge.ENFORCED);
    }

    private boolean passed(int group) {
        for (int i = 0; i < decisions.size(); i++) {
            if (call.charges().get(i).group() == group && !decisions.get(i).allowed()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is something to put back. */
    boolean took() {
        if (answer instanceof Answer.Decided && passed(Charge.ENFORCED)) {
            taken = new ArrayList<>();
            for (int i = 0; i < decisions.size(); i++) {
                Charge charge = call.charges().get(i);
                if (charge.cost() > 0 && COUNTED.contains(decisions.get(i).source()) && passed(charge.group())) {
                    taken.add(i);
                }
            }
        }
        return !taken.isEmpty();
    }

    void beginPutBack(Store store, long deadline) {
        Source source = decisions.get(taken.get(0)).source();
        List<Charge> charges = taken.stream().map(call.charges()::get).toList();
        begin(store, Call.putBack(charges, ((Answer.Decided) answer).nowMillis(), source), deadline);
    }

    /** Waits until it is put back, and whether it was; then the decisions tell how the buckets stand. */
    boolean awaitPutBack() {
        try {
            if (!(pending.await() instanceof Answer.Decided back)) {
                return false;
            }
            decisions = new ArrayList<>(decisions);
            for (int i = 0; i < taken.size(); i++) {
                decisions.set(taken.get(i), back.decisions().get(i));
            }
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    void rethrow() {
        if (error != null) {
            throw error;
        }
    }

    Answer answer() {
        return answer;
    }

    /** Puts the decisions in their places of the whole call, and the clock by which each was taken. */
    void fill(Decision[] all, Long[] clocks) {
        for (int i = 0; i < decisions.size(); i++) {
            all[places.get(i)] = decisions.get(i);
            clocks[places.get(i)] = ((Answer.Decided) answer).nowMillis();
        }
    }

    @Override
    public String toString() {
        return call.charges().toString();
    }
}
