package dev.ratelimit.node;

import java.util.List;

/** Who takes part. Thread-safe. */
public interface Nodes {

    /** This one, now. */
    Node self();

    /**
     * All that share the store and have told of themselves within the last minute, this one first; this one alone where there
     * is no Redis, or it cannot be asked.
     */
    List<Node> all();

    /** What the servers of the store tell of themselves, of those that answer; none where there is no Redis. */
    List<Server> servers();
}
