package dev.ratelimit.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Runs what enters Netty on a thread that ends with it. Netty leaves thread-locals behind, and the thread that deploys or
 * stops an application outlives it: with them it would keep the application's class loader.
 */
final class PassingThread {

    private PassingThread() {}

    /** Runs a task to its end and the thread with it; what the task throws is thrown here. */
    static <T> T call(String name, Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.completeAsync(task, Runnable::run), name);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Runs a task to its end and the thread with it. */
    static void run(String name, Runnable task) {
        call(name, () -> {
            task.run();
            return name;
        });
    }
}
