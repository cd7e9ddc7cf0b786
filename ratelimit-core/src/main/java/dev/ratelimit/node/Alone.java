package dev.ratelimit.node;

import java.util.List;

/** A node that shares its store with nobody. */
public final class Alone implements Nodes {

    private final Self self;

    /** @param self what it tells of itself */
    public Alone(Self self) {
        this.self = self;
    }

    @Override
    public Node self() {
        return self.now();
    }

    @Override
    public List<Node> all() {
        return List.of(self());
    }

    @Override
    public List<Server> servers() {
        return List.of();
    }
}
