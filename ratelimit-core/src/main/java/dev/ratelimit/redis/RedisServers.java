package dev.ratelimit.redis;

import dev.ratelimit.store.Call;
import dev.ratelimit.store.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The masters of a Redis Cluster, called by their addresses. */
final class RedisServers implements Servers {

    private final Topology topology;
    private final RedisLink link;
    private final Keys keys;
    private final Map<String, Silence> silences = new ConcurrentHashMap<>();

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
    public boolean answered(String server) {
        silences.remove(server);
        return true;
    }

    /** What other masters answer says nothing of this one's link, which is replaced when it has been silent for long. */
    @Override
    public void unanswered(String server) {
        silences.keySet().retainAll(all());
        Silence silence = silences.computeIfAbsent(server, name -> new Silence(RedisLink.LONGEST_SILENCE));
        if (silence.unheard(System.nanoTime())) {
            silences.remove(server);
            link.renew(server);
        }
    }

    @Override
    public void lost(String server) {
        topology.refresh();
    }
}
