package dev.ratelimit.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The nodes of a Cluster by which the others are found. Of each that it cannot reach Lettuce warns at each try, and does not
 * say what kept it away: it is only asked for the Cluster when one of them can be reached.
 */
final class Seeds {

    private final RedisClient client;
    private final List<RedisURI> nodes;

    /** @param client one that reconnects nothing */
    Seeds(RedisClient client, List<RedisURI> nodes) {
        this.client = client;
        this.nodes = nodes.stream()
                .map(node -> RedisURI.builder(node)
                        .withTimeout(RedisClients.HANDSHAKE)
                        .build())
                .toList();
    }

    /**
     * Returns when one lets us in.
     *
     * @throws RuntimeException when none does, with what keeps us away from one of them as its root
     */
    void reach() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<?>[] all =
                nodes.stream().map(node -> reach(node, reached)).toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(all).whenComplete((done, error) -> {
            if (error != null) {
                reached.completeExceptionally(error);
            }
        });
        try {
            reached.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<Void> reach(RedisURI node, CompletableFuture<Void> reached) {
        return client.connectAsync(StringCodec.UTF8, node)
                .thenCompose(connection -> {
                    reached.complete(null);
                    return connection.closeAsync();
                })
                .toCompletableFuture();
    }
}
