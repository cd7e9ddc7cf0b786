package dev.ratelimit.redis;

import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Buckets on Redis 6.2 or newer, or Valkey: one script call decides a request, by the server's clock. EVALSHA, with EVAL
 * when the server does not know the script. A check is sent at most once; after a timeout it may have been charged.
 */
public final class RedisStore implements Store {

    private final RedisLink link;
    private final Keys keys;
    private final long budgetNanos;
    private final Semaphore inFlight;
    private final Runnable shutdown;

    /**
     * @param budget how long a check may take, network included
     * @param maxInFlight how many checks may be under way; more wait their turn for as long as the budget lasts
     */
    RedisStore(RedisLink link, Keys keys, Duration budget, int maxInFlight, Runnable shutdown) {
        this.link = link;
        this.keys = keys;
        this.budgetNanos = budget.toNanos();
        this.inFlight = new Semaphore(maxInFlight);
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
            throw interrupted(e);
        }
    }

    private static StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException(Trouble.CALL, "interrupted while waiting for Redis", e);
    }

    private Reply run(Call call, long deadline) {
        Script script = Script.of(call);
        try {
            return run(CommandType.EVALSHA, script.sha(), call, deadline);
        } catch (UnknownScriptException e) {
            return run(CommandType.EVAL, script.text(), call, deadline);
        }
    }

    private Reply run(CommandType type, String script, Call call, long deadline) {
        Reply reply = new Reply();
        var command = new AsyncCommand<>(new Command<>(type, reply, Wire.arguments(script, call, keys)));
        link.send(command);
        try {
            command.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            link.heard();
            return reply;
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof RedisNoScriptException ? new UnknownScriptException() : Errors.of(cause);
        } catch (TimeoutException e) {
            command.cancel();
            link.unheard();
            throw Errors.of(e);
        } catch (InterruptedException e) {
            command.cancel();
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        PassingThread.run("ratelimit-close", () -> {
            link.close();
            shutdown.run();
        });
    }

    /** The server has not this script: restarted, flushed, or failed over. */
    private static final class UnknownScriptException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownScriptException() {
            super(null, null, false, false);
        }
    }
}
