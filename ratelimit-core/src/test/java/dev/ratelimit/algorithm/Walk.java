package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One bucket on a random walk: all verbs, any cost, and a clock that also stands still and steps back. */
final class Walk {

    final Limit limit;
    long now = Traffic.START;

    @Nullable
    Bucket stored;

    private final SplittableRandom random;

    Walk(Limit limit, SplittableRandom random) {
        this.limit = limit;
        this.random = random;
    }

    /** Makes a random step, and stores what a store would. */
    Reading step() {
        now += move();
        return step(action(), cost());
    }

    Reading step(Action action, long cost) {
        Step step = at(action, cost, now);
        stored = step.changed() ? step.bucket() : stored;
        return step.reading();
    }

    /** What a step would say at an instant. */
    Reading ask(long cost, long at) {
        return at(Action.TAKE, cost, at).reading();
    }

    private Step at(Action action, long cost, long at) {
        return Step.of(stored, limit, action, cost, at);
    }

    private long move() {
        long fill = limit.fillMillis();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> 0;
            case 3, 4, 5 -> random.nextLong(Traffic.sustained(limit) + 2);
            case 6, 7 -> random.nextLong(fill + 1);
            case 8 -> random.nextLong(3 * fill + 1);
            case 9 -> -random.nextLong(fill + 1);
            case 10 -> -random.nextLong(4 * fill + 1);
            default -> 1;
        };
    }

    private Action action() {
        return switch (random.nextInt(10)) {
            case 0 -> Action.CHARGE;
            case 1 -> Action.putBack(now - random.nextLong(2 * limit.fillMillis() + 1));
            case 2 -> Action.take(1 + random.nextInt(4));
            default -> Action.TAKE;
        };
    }

    long cost() {
        return random.nextBoolean() ? 1 : 1 + random.nextLong(limit.capacity());
    }
}
