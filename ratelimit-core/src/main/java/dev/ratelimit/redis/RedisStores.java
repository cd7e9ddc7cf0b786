package dev.ratelimit.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.PubSubCommandHandler;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.util.Timer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens stores on Redis. None of these fails because Redis is away: the store connects when it can. */
public final class RedisStores {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStores.class);

    private static final long LONGEST_END_SECONDS = 5;

    private RedisStores() {}

    /** A store on a server, or on the master that an address's Sentinels name, with a client of its own, closed with it. */
    public static RedisStore open(RedisURI address, RedisSettings settings) {
        return PassingThread.call("ratelimit-open", () -> openHere(address, settings));
    }

    private static RedisStore openHere(RedisURI address, RedisSettings settings) {
        warnOfUnverified(address);
        Own own = Own.make();
        if (address.getSentinels().isEmpty()) {
            RedisClient client = RedisClients.client(own.resources(), address, settings);
            return open(new OneServer(client, () -> own.shutdown(client)), own.loop()::get, settings);
        }
        RedisClient client = RedisClients.client(own.resources(), settings);
        RedisClient asking = asking(own.resources(), settings);
        OneServer server = new OneServer(client, () -> own.shutdown(client, asking));
        Topology topology = new SentinelMaster(server, address, new MasterLookup(asking, address));
        return open(topology, own.loop()::get, settings);
    }

    /**
     * A store on a Redis Cluster, with a client of its own, closed with it. Its scripts reach one hash tag each: what
     * calls it with several is {@link dev.ratelimit.store.TagSplit}.
     *
     * @param seeds some of its nodes, of which one must be there to find the others
     */
    public static RedisStore openCluster(List<RedisURI> seeds, RedisSettings settings) {
        return PassingThread.call("ratelimit-open", () -> openClusterHere(seeds, settings));
    }

    private static RedisStore openClusterHere(List<RedisURI> seeds, RedisSettings settings) {
        warnOfUnverified(seeds.get(0));
        Own own = Own.make();
        RedisClusterClient client = RedisClients.cluster(own.resources(), seeds, settings);
        RedisClient asking = asking(own.resources(), settings);
        Topology topology = new Cluster(client, new Seeds(asking, seeds)::reach, () -> own.shutdown(client, asking));
        return open(topology, own.loop()::get, settings);
    }

    /** What a client of the library's own lives on. */
    private record Own(ClientResources resources, Timer timer, AtomicReference<Executor> loop) {

        static Own make() {
            NettyWithoutRecorder.load();
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
            return new Own(resources, timer, loop);
        }

        /** The clients first: those derived from these resources end the threads of all. */
        void shutdown(AbstractRedisClient... clients) {
            for (AbstractRedisClient client : clients) {
                end(client);
            }
            for (AbstractRedisClient client : clients) {
                client.getResources().shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
            }
            timer.stop();
        }

        /** Lettuce waits for whatever is under way, perhaps for ever. */
        private static void end(AbstractRedisClient client) {
            try {
                client.shutdownAsync(0, 2, TimeUnit.SECONDS).get(LONGEST_END_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("A client did not end: {}", Errors.describe(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** On resources without the customizer: the loop of a connection that only asks who is there is none for checks. */
    private static RedisClient asking(ClientResources resources, RedisSettings settings) {
        ClientResources plain =
                resources.mutate().nettyCustomizer(new NettyCustomizer() {}).build();
        return RedisClients.client(plain, settings);
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
        warn(client.getOptions(), "RedisClient");
        return open(new OneServer(client, () -> {}), client.getResources().eventExecutorGroup()::next, settings);
    }

    /**
     * The same on a Redis Cluster. The client should refresh its topology each few seconds: else a master that hangs is
     * lost for as long as it hangs, although it has been replaced.
     */
    public static RedisStore open(RedisClusterClient client, RedisSettings settings) {
        warn(client.getOptions(), "RedisClusterClient");
        return open(
                new Cluster(client, () -> {}, () -> {}), client.getResources().eventExecutorGroup()::next, settings);
    }

    private static void warn(ClientOptions options, String client) {
        if (options.getDisconnectedBehavior() != DisconnectedBehavior.REJECT_COMMANDS) {
            LOG.warn(
                    "The {} given to Ratelimit buffers commands while disconnected, so that a lost reply can be charged"
                            + " twice; set ClientOptions.disconnectedBehavior(REJECT_COMMANDS)",
                    client);
        }
    }

    /** @param loop the executor from which to enter Lettuce */
    private static RedisStore open(Topology topology, Supplier<Executor> loop, RedisSettings settings) {
        return new RedisStore(topology, new RedisLink(topology, loop).open(), settings);
    }
}
