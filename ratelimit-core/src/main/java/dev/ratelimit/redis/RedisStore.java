package dev.ratelimit.redis;

import dev.ratelimit.rule.RuleRepository;
import dev.ratelimit.rule.StoredRules;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import dev.ratelimit.user.Users;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buckets on Redis 6.2 or newer, or Valkey: one script call decides a request, by the server's clock. EVALSHA, with EVAL
 * when the server does not know the script. A check is sent at most once; after a timeout it may have been charged.
 */
public final class RedisStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private final RedisLink link;
    private final Keys keys;
    private final long budgetNanos;
    private final Semaphore inFlight;
    private final RedisClient client;
    private final Runnable shutdown;
    private final List<RuleFeed> feeds = new CopyOnWriteArrayList<>();

    /** More checks than may be under way wait their turn for as long as the budget lasts. */
    RedisStore(RedisLink link, RedisClient client, RedisSettings settings, Runnable shutdown) {
        this.link = link;
        this.client = client;
        this.keys = new Keys(settings.keyPrefix());
        this.budgetNanos = settings.budget().toNanos();
        this.inFlight = new Semaphore(settings.maxInFlight());
        this.shutdown = shutdown;
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
     */
    public Users users(Duration idle) {
        return new RedisUsers(new Admin(link), keys, idle);
    }

    /**
     * The rules that lie beside the buckets.
     *
     * @param listener hears of them now, if Redis answers, and after each change by any node, until the store is closed
     */
    public RuleRepository rules(Consumer<StoredRules> listener) {
        RedisRules rules = new RedisRules(new Admin(link), keys);
        feeds.add(new RuleFeed(client, rules, keys.events(), listener).open());
        return rules;
    }

    @Override
    public void close() {
        PassingThread.run("ratelimit-close", () -> {
            feeds.forEach(RuleFeed::close);
            link.close();
            shutdown.run();
        });
    }
}
