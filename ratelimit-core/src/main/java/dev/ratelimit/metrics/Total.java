package dev.ratelimit.metrics;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** One number of all limiters that tell one registry. Thread-safe. */
final class Total {

    /** How it is made of those of several limiters. */
    enum Kind {
        /** The greatest of them. */
        GREATEST,
        /** All of them together. */
        SUM,
        /** The same, and what is gone is still counted. */
        COUNTED
    }

    private final Kind kind;
    private final ToDoubleFunction<Measured> number;
    // A registry must not keep a limiter that nobody has closed.
    private final List<WeakReference<Measured>> limiters = new ArrayList<>();
    private double gone;

    Total(Kind kind, ToDoubleFunction<Measured> number) {
        this.kind = kind;
        this.number = number;
    }

    synchronized void add(Measured limiter) {
        limiters.add(new WeakReference<>(limiter));
    }

    /** Takes out a limiter once; false when there is none left. */
    synchronized boolean remove(Measured limiter) {
        for (int i = 0; i < limiters.size(); i++) {
            if (limiters.get(i).refersTo(limiter)) {
                limiters.remove(i);
                gone += kind == Kind.COUNTED ? number.applyAsDouble(limiter) : 0;
                break;
            }
        }
        limiters.removeIf(reference -> reference.refersTo(null));
        return !limiters.isEmpty();
    }

    synchronized double value() {
        DoubleStream numbers = limiters.stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .mapToDouble(number);
        return kind == Kind.GREATEST ? numbers.max().orElse(0) : gone + numbers.sum();
    }
}
