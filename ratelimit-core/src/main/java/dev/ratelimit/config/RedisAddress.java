package dev.ratelimit.config;

import dev.ratelimit.config.RedisTarget.Kind;
import io.lettuce.core.RedisURI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of addresses:
 * {@code [redis[s][-sentinel|-cluster]://[[user]:password@]]host[:port]{,host[:port]}[/[database][?parameters]][#master]}, a
 * host being a name, an IPv4 or an [IPv6] address.
 */
final class RedisAddress {

    private static final String NODE = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";
    private static final Pattern FORM = Pattern.compile("(?:redis(?<tls>s)?(?:-(?<kind>sentinel|cluster))?://"
            + "(?<user>[^@/\\s]*@)?)?(?<nodes>" + NODE + "(?:, ?" + NODE + ")*)"
            + "(?:/(?<database>\\d{1,5})?(?:\\?(?<parameters>[^#]+))?)?(?:#(?<master>[A-Za-z0-9._-]+))?");
    private static final Pattern PARAMETERS = Pattern.compile("(?:(?:^|&)(?:timeout=\\d{1,9}(?:ns|us|ms|s|m|h|d)?"
            + "|database=\\d{1,5}|verifyPeer=(?:NONE|CA|FULL)|sentinelMasterId=[A-Za-z0-9._-]+"
            + "|(?:clientName|libraryName|libraryVersion)=[A-Za-z0-9._-]+))+");
    private static final String ACCEPTED =
            "host:port, redis://… and rediss://…, such as redis://user:p%40ss@host:6379/0;"
                    + " redis-sentinel://host:port,host:port#master; and nodes of a Cluster, host:port,host:port or"
                    + " redis-cluster://host:port, with database 0";

    private final Matcher form;

    private RedisAddress(Matcher form) {
        this.form = form;
    }

    /** A complaint leaves out the password that the text may hold. */
    static RedisTarget read(String text) {
        Matcher form = FORM.matcher(text);
        try {
            if (form.matches() && areParameters(form.group("parameters"))) {
                RedisTarget target = new RedisAddress(form).target();
                if (target.kind() != Kind.CLUSTER || target.address().getDatabase() == 0) {
                    return target;
                }
            }
        } catch (IllegalArgumentException e) {
            // Not shown: Lettuce's message may quote the address, and with it a password.
        }
        throw Values.refused(Values.withoutPassword(text), ACCEPTED);
    }

    private static boolean areParameters(@Nullable String parameters) {
        return parameters == null || PARAMETERS.matcher(parameters).matches();
    }

    private RedisTarget target() {
        RedisURI pattern = pattern();
        if ("sentinel".equals(form.group("kind"))) {
            return new RedisTarget(Kind.SENTINEL, List.of(sentinels(pattern)));
        }
        if (pattern.getSentinelMasterId() != null) {
            throw new IllegalArgumentException("a master without Sentinels");
        }
        boolean cluster = form.group("kind") != null || nodes().length > 1;
        List<RedisURI> addresses = Arrays.stream(nodes())
                .map(node -> at(RedisURI.builder(pattern).build(), node, RedisURI.DEFAULT_REDIS_PORT))
                .toList();
        return new RedisTarget(cluster ? Kind.CLUSTER : Kind.SERVER, addresses);
    }

    /** All but the nodes, which Lettuce reads in less forms than there are. */
    private RedisURI pattern() {
        String parameters = form.group("parameters");
        RedisURI pattern = RedisURI.create("redis" + given("tls") + "://" + given("user") + "host/" + given("database")
                + (parameters == null ? "" : "?" + parameters));
        if (form.group("master") != null) {
            pattern.setSentinelMasterId(form.group("master"));
        }
        return pattern;
    }

    private RedisURI sentinels(RedisURI pattern) {
        if (pattern.getSentinelMasterId() == null) {
            throw new IllegalArgumentException("no master is named");
        }
        RedisURI.Builder all = RedisURI.builder(pattern).withSentinelMasterId(pattern.getSentinelMasterId());
        for (String node : nodes()) {
            RedisURI sentinel = new RedisURI();
            sentinel.applySsl(pattern);
            all.withSentinel(at(sentinel, node, RedisURI.DEFAULT_SENTINEL_PORT));
        }
        RedisURI address = all.build();
        address.setHost(null);
        return address;
    }

    private String given(String group) {
        return Objects.toString(form.group(group), "");
    }

    private String[] nodes() {
        return form.group("nodes").split(", ?");
    }

    private static RedisURI at(RedisURI address, String node, int usualPort) {
        int colon = node.lastIndexOf(':');
        boolean withPort = colon > node.lastIndexOf(']');
        int port = withPort ? Integer.parseInt(node.substring(colon + 1)) : usualPort;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port");
        }
        address.setHost(withPort ? node.substring(0, colon) : node);
        address.setPort(port);
        return address;
    }
}
