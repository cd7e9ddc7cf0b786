package dev.ratelimit.benchmarks;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Store;
import java.util.List;
import java.util.stream.IntStream;

/** Our store asked directly, for one bucket or for several at once. */
final class StoreCheck implements Contestant {

    private final Store store;
    private final String rule;
    private final List<Limit> limits;

    StoreCheck(Store store, Limit limit, int buckets) {
        this.store = store;
        this.rule = "store-" + buckets;
        this.limits = buckets == 1
                ? List.of(limit)
                : IntStream.range(0, buckets)
                        .mapToObj(i -> limit.named("limit-" + i))
                        .toList();
    }

    @Override
    public boolean take(int subject) {
        List<String> name = List.of(Subjects.name(subject));
        List<Charge> charges = limits.size() == 1
                ? List.of(charge(limits.get(0), name))
                : limits.stream().map(limit -> charge(limit, name)).toList();
        Answer.Decided answer = (Answer.Decided) store.decide(new Call(Action.TAKE, charges, null));
        return answer.decisions().stream().allMatch(Decision::allowed);
    }

    private Charge charge(Limit limit, List<String> subject) {
        return new Charge(rule, limit, subject, 1, Charge.ENFORCED, FailurePolicy.DENY);
    }

    @Override
    public void close() {
        store.close();
    }
}
