package dev.ratelimit.redis;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.pubsub.PubSubCommandHandler;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.util.Timer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens stores on Redis. None of these fails because Redis is away: the store connects when it can. */
public final class RedisStores {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStores.class);

    private RedisStores() {}

    /** A store on a server, or on the master that an address's Sentinels name, with a client of its own, closed with it. */
    public static RedisStore open(RedisURI address, RedisSettings settings) {
        return PassingThread.call("ratelimit-open", () -> openHere(address, settings));
    }

    /** A store on a Cluster of which some nodes are known, with a client of its own, closed with it. */
    public static RedisStore openCluster(List<RedisURI> nodes, RedisSettings settings) {
        if (!nodes.isEmpty()) {
            throw new IllegalStateException("Redis Cluster is being built");
        }
        return open(nodes.get(0), settings);
    }

    private static RedisStore openHere(RedisURI address, RedisSettings settings) {
        NettyWithoutRecorder.load();
        warnOfUnverified(address);
        AtomicReference<Executor> loop = new AtomicReference<>(Runnable::run);
        Timer timer = RedisClients.timer();
        ClientResources resources = RedisClients.resources(timer, new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                // That of the checks: from another one's loop each check would wake two threads.
                if (channel.pipeline().get(PubSubCommandHandler.class) == null) {
                    loop.set(channel.eventLoop());
                }
            }
        });
        boolean named = address.getSentinels().isEmpty();
        RedisClient client =
                named ? RedisClients.client(resources, address, settings) : RedisClients.client(resources, settings);
        OneServer server = new OneServer(client, () -> {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
            timer.stop();
        });
        Topology topology = named ? server : new SentinelMaster(server, address, lookup(resources, address, settings));
        return open(topology, loop::get, settings);
    }

    /** On resources without the customizer: the loop of a Sentinel's connection is none for checks. */
    private static MasterLookup lookup(ClientResources resources, RedisURI address, RedisSettings settings) {
        ClientResources plain =
                resources.mutate().nettyCustomizer(new NettyCustomizer() {}).build();
        return new MasterLookup(RedisClients.client(plain, settings), address);
    }

    private static void warnOfUnverified(RedisURI address) {
        if (address.isSsl() && address.getVerifyMode() == SslVerifyMode.NONE) {
            LOG.warn(
                    "Redis is not verified (verifyPeer=NONE): whoever is between can read and change what is counted, and"
                            + " take the password; name its CA by redisCa instead");
        }
    }

    /** A store on an application's client, which must know its address and stays open when the store is closed. */
    public static RedisStore open(RedisClient client, RedisSettings settings) {
        if (client.getOptions().getDisconnectedBehavior() != DisconnectedBehavior.REJECT_COMMANDS) {
            LOG.warn(
                    "The RedisClient given to Ratelimit buffers commands while disconnected, so that a lost reply can be"
                            + " charged twice; set ClientOptions.disconnectedBehavior(REJECT_COMMANDS)");
        }
        return open(new OneServer(client, () -> {}), client.getResources().eventExecutorGroup()::next, settings);
    }

    /** @param loop the executor from which to enter Lettuce */
    private static RedisStore open(Topology topology, Supplier<Executor> loop, RedisSettings settings) {
        return new RedisStore(topology, new RedisLink(topology, loop).open(), settings);
    }
}
