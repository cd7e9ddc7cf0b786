package dev.ratelimit.event;

/**
 * Hears of events, for whoever wants a webhook or an alarm: given to the builder, or found by {@link java.util.ServiceLoader}.
 *
 * <p>Called on a thread of the library, one event after another, never on a request's. One that throws is logged once and goes
 * on being called. While one takes its time a thousand events wait; what comes then is counted, and dropped.
 */
@FunctionalInterface
public interface LimitEventListener {

    /** Something happened. */
    void heard(LimitEvent event);
}
