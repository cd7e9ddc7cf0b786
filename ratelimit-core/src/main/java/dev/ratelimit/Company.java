package dev.ratelimit;

import dev.ratelimit.node.Alone;
import dev.ratelimit.node.Nodes;
import dev.ratelimit.node.Self;
import dev.ratelimit.redis.RedisRoster;

/**
 * Who else shares the store.
 *
 * @param leave tells them that this one is no more
 */
record Company(Nodes nodes, Runnable leave) {

    static Company of(RedisRoster roster) {
        return new Company(roster, roster::leave);
    }

    /** Nobody. */
    static Company alone(Self self) {
        return new Company(new Alone(self), () -> {});
    }
}
