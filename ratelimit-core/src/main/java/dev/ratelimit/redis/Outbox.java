package dev.ratelimit.redis;

import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Commands on their way from the requests' threads to the event loop. Those that wait together leave together: one
 * wake-up for all of them, and one write to the socket for a handful.
 */
final class Outbox {

    /** Few enough that Redis works on the first while we write the next: with no end to it they take turns to idle. */
    static final int LONGEST_WRITE = 8;

    private final Queue<AsyncCommand<byte[], byte[], ?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Supplier<Executor> loop;
    private final Consumer<List<AsyncCommand<byte[], byte[], ?>>> wire;

    /**
     * @param loop the executor from which to write
     * @param wire writes commands, one or more
     */
    Outbox(Supplier<Executor> loop, Consumer<List<AsyncCommand<byte[], byte[], ?>>> wire) {
        this.loop = loop;
        this.wire = wire;
    }

    /**
     * Sends a command soon.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop has ended
     */
    void send(AsyncCommand<byte[], byte[], ?> command) {
        waiting.add(command);
        if (due.compareAndSet(false, true)) {
            boolean accepted = false;
            try {
                loop.get().execute(this::empty);
                accepted = true;
            } finally {
                // After a reconnect there may be another loop, for which nobody would call otherwise.
                if (!accepted) {
                    due.set(false);
                    waiting.remove(command);
                }
            }
        }
    }

    private void empty() {
        // Before the queue is read, so that whoever comes too late for this time calls for the next.
        due.set(false);
        List<AsyncCommand<byte[], byte[], ?>> ready = handful();
        while (!ready.isEmpty()) {
            wire.accept(ready);
            ready = handful();
        }
    }

    private List<AsyncCommand<byte[], byte[], ?>> handful() {
        List<AsyncCommand<byte[], byte[], ?>> ready = new ArrayList<>(LONGEST_WRITE);
        while (ready.size() < LONGEST_WRITE) {
            AsyncCommand<byte[], byte[], ?> command = waiting.poll();
            if (command == null) {
                break;
            }
            // The caller may have given up meanwhile; then nothing may be charged.
            if (!command.isDone()) {
                ready.add(command);
            }
        }
        return ready;
    }
}
