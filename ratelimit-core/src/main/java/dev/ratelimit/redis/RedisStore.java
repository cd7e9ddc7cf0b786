package dev.ratelimit.redis;

import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.node.Self;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Owners;
import dev.ratelimit.store.Pending;
import dev.ratelimit.store.Servers;
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
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buckets on Redis 6.2 or newer, or Valkey: one script call decides a request, by the server's clock. EVALSHA, with EVAL
 * when the server does not know the script. A check is sent at most once; after a timeout it may have been charged.
 */
public final class RedisStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private static final Duration NODE_LIFE = Duration.ofSeconds(30);
    private static final long LONGEST_MOVE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final RedisLink link;
    private final Admin admin;
    private final Keys keys;
    private final long budgetNanos;
    private final Semaphore inFlight;
    private final Topology topology;
    private final ChangeFeed changes;

    /** More checks than may be under way wait their turn for as long as the budget lasts. */
    RedisStore(Topology topology, RedisLink link, RedisSettings settings) {
        this.link = link;
        this.keys = new Keys(settings.keyPrefix(), topology.clustered());
        this.admin = new Admin(link);
        this.changes = new ChangeFeed(topology, admin, keys);
        this.budgetNanos = settings.budget().toNanos();
        this.inFlight = new Semaphore(settings.maxInFlight());
        this.topology = topology;
    }

    @Override
    public Answer decide(Call call) {
        return send(call, deadline()).await();
    }

    @Override
    public long deadline() {
        return System.nanoTime() + budgetNanos;
    }

    /** Under way until it is answered: who awaits several of these one by one must not keep others waiting meanwhile. */
    @Override
    public Pending begin(Call call, long deadline) {
        Check check = send(call, deadline);
        check.leaveWhenAnswered();
        return check;
    }

    private Check send(Call call, long deadline) {
        Check check = new Check(call, deadline);
        enter(deadline - System.nanoTime());
        try {
            list(call.user());
            check.send(CommandType.EVALSHA, check.script.sha());
            return check;
        } catch (RuntimeException e) {
            inFlight.release();
            throw e;
        }
    }

    /**
     * Where the set of users is out of the script's reach it is told of a user whom this node has not seen lately. It goes
     * first, and is not waited for: a member without a record is a user with the defaults, and one who is missing from
     * the set is told again.
     */
    private void list(@Nullable AssumedUser user) {
        if (keys.tagged() && user != null && user.renew()) {
            admin.add(keys.users(), user.id());
        }
    }

    /** Waits its turn; that this node asks too much at once says nothing of the server. */
    private void enter(long nanos) {
        try {
            if (!inFlight.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                throw new StoreException(Trouble.CALL, "too many checks under way", null, true);
            }
        } catch (InterruptedException e) {
            throw Errors.interrupted(e);
        }
    }

    /** A call on its way. */
    private final class Check implements Pending {

        private final Call call;
        private final Script script;
        private final long deadline;
        private @Nullable Reply reply;
        private @Nullable AsyncCommand<byte[], byte[], ?> command;
        private boolean triedAgain;
        private long lastTryNanos;
        private boolean left;

        Check(Call call, long deadline) {
            this.call = call;
            this.script = Script.of(call);
            this.deadline = deadline;
        }

        void send(CommandType type, String text) {
            Reply output = new Reply();
            reply = output;
            command = link.send(new AsyncCommand<>(new Command<>(type, output, Wire.arguments(text, call, keys))));
        }

        @Override
        public Answer await() {
            try {
                return Wire.answer(call, replied());
            } finally {
                leave();
            }
        }

        void leaveWhenAnswered() {
            var unused = Objects.requireNonNull(command).whenComplete((nothing, error) -> leave());
        }

        private synchronized void leave() {
            if (!left) {
                left = true;
                inFlight.release();
            }
        }

        private Reply replied() {
            while (true) {
                try {
                    link.await(Objects.requireNonNull(command), deadline - System.nanoTime());
                    return Objects.requireNonNull(reply);
                } catch (RedisNoScriptException e) {
                    // The server was restarted, flushed, or failed over.
                    send(CommandType.EVAL, script.text());
                } catch (StoreException e) {
                    if (!topology.clustered() || !Errors.moving(e) || !mayTryAgain()) {
                        throw e;
                    }
                    // It was not done, and its keys arrive within moments.
                    send(CommandType.EVALSHA, script.sha());
                }
            }
        }

        /** At once for the first time, and then each millisecond for a while: keys that do not arrive are no reason to wait. */
        private boolean mayTryAgain() {
            if (triedAgain) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else {
                triedAgain = true;
                lastTryNanos = Math.min(deadline, System.nanoTime() + LONGEST_MOVE_NANOS);
            }
            return System.nanoTime() - lastTryNanos < 0;
        }
    }

    @Override
    public Servers servers() {
        return topology.clustered() ? new RedisServers(topology, link, keys) : new OnlyServer(link);
    }

    /** Whether this is a Redis Cluster, whose scripts reach one hash tag each. */
    public boolean clustered() {
        return topology.clustered();
    }

    @Override
    public boolean reachable(Duration patience) {
        try {
            admin.ping(patience);
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
        return new RedisUsers(admin, keys, changes, idle, owners);
    }

    /** The rules, or plans, that lie beside the buckets. */
    public <T> RedisRepository<T> repository(Kind<T> kind) {
        return new RedisRepository<>(kind, admin, keys, changes);
    }

    /** The switch for everything that lies beside the buckets. */
    public RedisMode mode() {
        return new RedisMode(admin, keys, changes);
    }

    /** A list that lies beside the buckets. */
    public RedisList list(ListKind kind, SubjectHasher hasher, InstantSource clock) {
        return new RedisList(kind, admin, keys, changes, hasher, clock);
    }

    /** What annotations say on each node, beside the buckets. */
    public RedisAnnotations annotations() {
        return annotations(RedisAnnotations.RENEWAL);
    }

    RedisAnnotations annotations(Duration renewal) {
        return new RedisAnnotations(admin, keys, renewal);
    }

    /** The nodes that share what lies here. */
    public RedisNodes nodes() {
        return nodes(NODE_LIFE);
    }

    RedisNodes nodes(Duration life) {
        return new RedisNodes(admin, keys, life);
    }

    /**
     * Who those nodes are.
     *
     * @param self what this one tells
     * @param clock this machine's
     */
    public RedisRoster roster(Self self, InstantSource clock) {
        return new RedisRoster(admin, keys, new Inspection(link, clock), self);
    }

    /** What all nodes counted, beside the buckets. */
    public RedisAnalytics analytics() {
        return new RedisAnalytics(admin, keys);
    }

    /** Who tells of events that several nodes notice. */
    public RedisClaims claims() {
        return new RedisClaims(admin, keys);
    }

    /** What all nodes saw of recent traffic, beside the buckets. */
    public RedisTraffic traffic() {
        return new RedisTraffic(admin, keys);
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
