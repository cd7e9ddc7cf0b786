package dev.ratelimit;

import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.ModeSwitch;

/** The switch for everything, as this node knows it. */
final class LiveMode {

    private volatile ModeSwitch current = ModeSwitch.UNTOUCHED;

    /** Puts a switch into force. One that was never touched is what is left when Redis has lost its data: then it stays. */
    void accept(ModeSwitch stored) {
        if (current.touched() && !stored.touched()) {
            throw new IllegalStateException("it is gone");
        }
        current = stored;
    }

    /** The switch in force. */
    ModeSwitch current() {
        return current;
    }

    Mode at(long nowMillis) {
        return current.at(nowMillis);
    }
}
