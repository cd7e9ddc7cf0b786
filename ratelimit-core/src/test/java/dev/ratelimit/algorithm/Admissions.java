package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Plays histories on one bucket, by {@link Step} as the stores do, and logs what it admits. */
final class Admissions {

    private final Limit limit;
    private final List<Request> admitted = new ArrayList<>();
    private @Nullable Bucket bucket;

    Admissions(Limit limit) {
        this.limit = limit;
    }

    /** Plays a whole history. */
    static List<Request> of(Limit limit, List<Request> requests) {
        Admissions admissions = new Admissions(limit);
        requests.forEach(admissions::take);
        return admissions.admitted;
    }

    /** An adversary who takes each unit at the first millisecond at which it fits, and now and then lies in wait. */
    static List<Request> ofGreed(Limit limit, SplittableRandom random, int count) {
        Admissions admissions = new Admissions(limit);
        long now = Traffic.START;
        for (int i = 0; i < count; i++) {
            Reading reading = admissions.take(new Request(now, 1));
            now += reading.retryAfterMillis();
            now += random.nextInt(3 * (int) limit.capacity()) == 0 ? random.nextLong(2 * limit.fillMillis() + 1) : 0;
        }
        return admissions.admitted;
    }

    List<Request> admitted() {
        return admitted;
    }

    Reading take(Request request) {
        Step step = Step.of(bucket, limit, Action.TAKE, request.cost(), request.at());
        bucket = step.changed() ? step.bucket() : bucket;
        if (step.reading().granted() > 0 && request.cost() > 0) {
            admitted.add(request);
        }
        return step.reading();
    }
}
