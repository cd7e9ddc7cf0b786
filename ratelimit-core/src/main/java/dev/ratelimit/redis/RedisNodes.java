package dev.ratelimit.redis;

import dev.ratelimit.store.Call;
import dev.ratelimit.store.Nodes;
import java.util.List;

/** The masters of a Redis Cluster, called by their addresses. */
final class RedisNodes implements Nodes {

    private final Topology topology;
    private final RedisLink link;
    private final Keys keys;

    RedisNodes(Topology topology, RedisLink link, Keys keys) {
        this.topology = topology;
        this.link = link;
        this.keys = keys;
    }

    @Override
    public String of(Call call) {
        return link.node(keys.tag(call));
    }

    @Override
    public List<String> all() {
        return link.nodes();
    }

    @Override
    public void lost(String node) {
        topology.refresh();
    }
}
