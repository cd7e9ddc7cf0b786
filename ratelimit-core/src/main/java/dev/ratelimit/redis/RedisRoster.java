package dev.ratelimit.redis;

import dev.ratelimit.node.Node;
import dev.ratelimit.node.NodeJson;
import dev.ratelimit.node.Nodes;
import dev.ratelimit.node.Self;
import dev.ratelimit.node.Server;
import dev.ratelimit.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the nodes are that {@link RedisNodes} only counts, as a hash on Redis: each tells every five seconds what it is, and who
 * has not told for a minute is not listed. Thread-safe.
 */
public final class RedisRoster implements Nodes {

    /** What it is called among what the nodes keep. */
    public static final String TOPIC = "nodes:told";

    /** After which time a node tells again. */
    public static final Duration RENEWAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RedisRoster.class);
    private static final String TELL = Script.read(RedisRoster.class, "nodes_tell.lua");
    private static final String LIST = Script.read(RedisRoster.class, "nodes_list.lua");
    private static final String LEAVE = "return redis.call('HDEL', KEYS[1], ARGV[1])";
    private static final Duration LIFE = Duration.ofMinutes(1);
    /** Once a minute: with many nodes all must not look through all each time. */
    private static final int TELLINGS_A_LOOK = 12;

    private static final int MOST_LISTED = 1_000;

    private final Admin redis;
    private final List<byte[]> key;
    private final Inspection inspection;
    private final Self self;
    private int tellings;
    private boolean left;

    RedisRoster(Admin redis, Keys keys, Inspection inspection, Self self) {
        this.redis = redis;
        this.key = List.of(keys.stored(TOPIC));
        this.inspection = inspection;
        this.self = self;
    }

    /**
     * Tells what this node is.
     *
     * @throws StoreException when Redis cannot answer
     */
    public synchronized void tell() {
        if (left) {
            return;
        }
        String look = tellings % TELLINGS_A_LOOK == 0 ? "1" : "0";
        redis.eval(TELL, key, List.of(self.id(), NodeJson.write(self.now()), life(), look));
        tellings++;
    }

    /** Takes back what this node told, where Redis is there, and tells no more. */
    public synchronized void leave() {
        left = true;
        if (self.lost()) {
            return;
        }
        try {
            redis.eval(LEAVE, key, List.of(self.id()));
        } catch (StoreException e) {
            LOG.debug("This node is listed for a minute yet: {}", e.getMessage());
        }
    }

    @Override
    public Node self() {
        return self.now();
    }

    @Override
    public List<Node> all() {
        if (self.lost()) {
            return List.of(self());
        }
        try {
            return listed(redis.texts(LIST, key, List.of(life())));
        } catch (StoreException e) {
            LOG.debug("Other nodes are not listed: {}", e.getMessage());
            boolean gone =
                    e.trouble() == StoreException.Trouble.DISCONNECTED || e.trouble() == StoreException.Trouble.TIMEOUT;
            return List.of(gone ? self.alone() : self());
        }
    }

    private List<Node> listed(List<String> texts) {
        List<Node> nodes = new ArrayList<>(List.of(self()));
        for (int i = 0; i + 1 < texts.size() && nodes.size() < MOST_LISTED; i += 2) {
            Node node = NodeJson.read(texts.get(i), texts.get(i + 1));
            if (node != null && !node.id().equals(self.id())) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    @Override
    public List<Server> servers() {
        return self.lost() ? List.of() : inspection.servers();
    }

    private static String life() {
        return Long.toString(LIFE.toMillis());
    }
}
