package dev.ratelimit.event;

import dev.ratelimit.algorithm.Verb;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Pending;
import dev.ratelimit.store.Servers;
import dev.ratelimit.store.Store;
import java.time.Duration;
import java.util.List;

/** Looks at what a store answers to those who take. */
final class QuotaWatch implements Store {

    private final Store store;
    private final Quotas quotas;

    QuotaWatch(Store store, Quotas quotas) {
        this.store = store;
        this.quotas = quotas;
    }

    @Override
    public Answer decide(Call call) {
        return watched(call, store.decide(call));
    }

    @Override
    public Pending begin(Call call, long deadline) {
        Pending begun = store.begin(call, deadline);
        return () -> watched(call, begun.await());
    }

    private Answer watched(Call call, Answer answer) {
        if (answer instanceof Answer.Decided decided && call.action().verb() != Verb.PUT_BACK) {
            List<Decision> decisions = decided.decisions();
            boolean each = decisions.size() == call.charges().size();
            for (int i = 0; i < decisions.size(); i++) {
                // A remembered denial is answered alone.
                Charge charge = each ? call.charges().get(i) : charge(call, decisions.get(i));
                if (charge.cost() > 0) {
                    quotas.look(charge, decisions.get(i), decided.nowMillis());
                }
            }
        }
        return answer;
    }

    private static Charge charge(Call call, Decision decision) {
        for (Charge charge : call.charges()) {
            if (charge.policy().equals(decision.policy())) {
                return charge;
            }
        }
        return call.charges().get(0);
    }

    @Override
    public long deadline() {
        return store.deadline();
    }

    @Override
    public Servers servers() {
        return store.servers();
    }

    @Override
    public boolean reachable(Duration patience) {
        return store.reachable(patience);
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
