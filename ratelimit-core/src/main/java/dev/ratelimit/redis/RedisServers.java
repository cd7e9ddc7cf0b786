package dev.ratelimit.redis;

import dev.ratelimit.store.Call;
import dev.ratelimit.store.Servers;
import java.util.List;

/** The masters of a Redis Cluster, called by their addresses. */
final class RedisServers implements Servers {

    private final Topology topology;
    private final RedisLink link;
    private final Keys keys;

    RedisServers(Topology topology, RedisLink link, Keys keys) {
        this.topology = topology;
        this.link = link;
        this.keys = keys;
    }

    @Override
    public String of(Call call) {
        return link.server(keys.tag(call));
    }

    @Override
    public List<String> all() {
        return link.servers();
    }

    @Override
    public void lost(String server) {
        topology.refresh();
    }
}
