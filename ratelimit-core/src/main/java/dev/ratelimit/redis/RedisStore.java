package dev.ratelimit.redis;

import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Owners;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import dev.ratelimit.user.Users;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buckets on Redis 6.2 or newer, or Valkey: one script call decides a request, by the server's clock. EVALSHA, with EVAL
 * when the server does not know the script. A check is sent at most once; after a timeout it may have been charged.
 */
public final class RedisStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private static final Duration NODE_LIFE = Duration.ofSeconds(30);

    private final RedisLink link;
    private final Keys keys;
    private final long budgetNanos;
    private final Semaphore inFlight;
    private final Topology topology;
    private final ChangeFeed changes;

    /** More checks than may be under way wait their turn for as long as the budget lasts. */
    RedisStore(Topology topology, RedisLink link, RedisSettings settings) {
        this.link = link;
        this.keys = new Keys(settings.keyPrefix());
        this.changes = new ChangeFeed(topology, new Admin(link), keys);
        this.budgetNanos = settings.budget().toNanos();
        this.inFlight = new Semaphore(settings.maxInFlight());
        this.topology = topology;
    }

    @Override
    public Answer decide(Call call) {
        long deadline = System.nanoTime() + budgetNanos;
        enter();
        try {
            return Wire.answer(call, run(call, deadline));
        } finally {
            inFlight.release();
        }
    }

    /** Waits its turn; that this node asks too much at once says nothing of the server. */
    private void enter() {
        try {
            if (!inFlight.tryAcquire(budgetNanos, TimeUnit.NANOSECONDS)) {
                throw new StoreException(Trouble.CALL, "too many checks under way", null);
            }
        } catch (InterruptedException e) {
            throw Errors.interrupted(e);
        }
    }

    private Reply run(Call call, long deadline) {
        Script script = Script.of(call);
        try {
            return run(CommandType.EVALSHA, script.sha(), call, deadline);
        } catch (RedisNoScriptException e) {
            // The server was restarted, flushed, or failed over.
            return run(CommandType.EVAL, script.text(), call, deadline);
        }
    }

    private Reply run(CommandType type, String script, Call call, long deadline) {
        Reply reply = new Reply();
        var command = new AsyncCommand<>(new Command<>(type, reply, Wire.arguments(script, call, keys)));
        link.await(link.send(command), deadline - System.nanoTime());
        return reply;
    }

    @Override
    public boolean reachable(Duration patience) {
        try {
            new Admin(link).ping(patience);
            return true;
        } catch (StoreException e) {
            LOG.debug("Redis does not answer: {}", e.getMessage());
            return false;
        }
    }

    /**
     * The users whose records lie beside the buckets.
     *
     * @param idle after which time without a check an automatic record goes
     * @param owners tells a user's buckets
     */
    public Users users(Duration idle, Owners owners) {
        return new RedisUsers(new Admin(link), keys, changes, idle, owners);
    }

    /** The rules, or plans, that lie beside the buckets. */
    public <T> RedisRepository<T> repository(Kind<T> kind) {
        return new RedisRepository<>(kind, new Admin(link), keys, changes);
    }

    /** The switch for everything that lies beside the buckets. */
    public RedisMode mode() {
        return new RedisMode(new Admin(link), keys, changes);
    }

    /** A list that lies beside the buckets. */
    public RedisList list(ListKind kind, SubjectHasher hasher, InstantSource clock) {
        return new RedisList(kind, new Admin(link), keys, changes, hasher, clock);
    }

    /** What annotations say on each node, beside the buckets. */
    public RedisAnnotations annotations() {
        return annotations(RedisAnnotations.RENEWAL);
    }

    RedisAnnotations annotations(Duration renewal) {
        return new RedisAnnotations(new Admin(link), keys, renewal);
    }

    /** The nodes that share what lies here. */
    public RedisNodes nodes() {
        return nodes(NODE_LIFE);
    }

    RedisNodes nodes(Duration life) {
        return new RedisNodes(new Admin(link), keys, life);
    }

    /** What brings changes by other nodes to this one, once it is opened; closed with the store. */
    public ChangeFeed changes() {
        return changes;
    }

    @Override
    public void close() {
        PassingThread.run("ratelimit-close", () -> {
            changes.close();
            link.close();
            topology.close();
        });
    }
}
