package dev.ratelimit.config;

import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where Redis is: one server, a master that Sentinels name, or a Cluster. Shows no password.
 *
 * @param addresses one; of a Cluster any number of its nodes, and for Sentinel one address that holds all Sentinels
 */
public record RedisTarget(Kind kind, List<RedisURI> addresses) {

    /** What the addresses lead to. */
    public enum Kind {
        /** One server. */
        SERVER,
        /** The master that Sentinels name. */
        SENTINEL,
        /** Nodes that share the keys. */
        CLUSTER
    }

    public RedisTarget {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || (kind != Kind.CLUSTER && addresses.size() > 1)) {
            throw new IllegalArgumentException("a " + kind + " has one address, not " + addresses.size());
        }
    }

    /**
     * Reads {@code host:port}, {@code redis://user:password@host:port/0}, the same with {@code rediss} for TLS,
     * {@code redis-sentinel://host:port,host:port/0#master}, the nodes of a Cluster {@code host:port,host:port}, or one of
     * them {@code redis-cluster://host:port}.
     *
     * @throws IllegalArgumentException naming the text, without its password, and what is accepted
     */
    public static RedisTarget parse(String text) {
        return RedisAddress.read(text);
    }

    /** What an address of Lettuce's leads to: one server, or Sentinels. */
    public static RedisTarget of(RedisURI address) {
        return new RedisTarget(address.getSentinels().isEmpty() ? Kind.SERVER : Kind.SENTINEL, List.of(address));
    }

    /** The one address of a server, or of Sentinels. */
    public RedisURI address() {
        return addresses.get(0);
    }

    /** The same with credentials for its servers, asked for at each connection. */
    public RedisTarget with(RedisCredentialsProvider credentials) {
        return map(address -> {
            RedisURI changed = copy(address);
            changed.setCredentialsProvider(credentials);
            return changed;
        });
    }

    /**
     * The same with another database.
     *
     * @throws IllegalArgumentException for a Cluster, which has the database 0 only
     */
    public RedisTarget withDatabase(int number) {
        if (kind == Kind.CLUSTER && number != 0) {
            throw new IllegalArgumentException("a Redis Cluster has the database 0 only, not " + number);
        }
        return map(address -> {
            RedisURI changed = copy(address);
            changed.setDatabase(number);
            return changed;
        });
    }

    /**
     * The same with the password of its Sentinels.
     *
     * @throws IllegalArgumentException where there are none
     */
    public RedisTarget withSentinelPassword(String password) {
        if (kind != Kind.SENTINEL) {
            throw new IllegalArgumentException("there are no Sentinels in " + this);
        }
        return map(address -> {
            RedisURI changed = copy(address);
            changed.getSentinels().forEach(sentinel -> sentinel.setAuthentication(password.toCharArray()));
            return changed;
        });
    }

    private RedisTarget map(UnaryOperator<RedisURI> change) {
        return new RedisTarget(kind, addresses.stream().map(change).toList());
    }

    /** Lettuce's builder leaves out what belongs to Sentinels. */
    private static RedisURI copy(RedisURI address) {
        RedisURI.Builder copy = RedisURI.builder(address);
        if (address.getSentinelMasterId() != null) {
            copy.withSentinelMasterId(address.getSentinelMasterId());
        }
        address.getSentinels().forEach(sentinel -> copy.withSentinel(copy(sentinel)));
        return copy.build();
    }

    /** The addresses, with asterisks for a password. */
    @Override
    public String toString() {
        return addresses.stream().map(RedisURI::toString).collect(Collectors.joining(","));
    }
}
