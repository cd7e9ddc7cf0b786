package dev.ratelimit.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The server's threads outlive an application, and must not keep it. */
class RedeployIT {

    private static final int ROUNDS = 20;

    @Test
    void leavesNoClassLoaderNoThreadAndNoConnection() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (RedisServer redis = RedisServer.start();
                Container container = Container.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                loaders.add(deployAndUndeploy(container, redis));
            }
            makeTheJdkForgetItsLastRecord();
            await().atMost(Duration.ofSeconds(60)).until(() -> survivors(loaders), survivors -> survivors == 0);
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("ratelimit-") || name.startsWith("lettuce-")));
            await().until(() -> connections(redis), connections -> connections == 1);
        }
    }

    private static WeakReference<ClassLoader> deployAndUndeploy(Container container, RedisServer redis)
            throws Exception {
        Container.Site site =
                container.deploy("/limits", Map.of("ratelimit.access", "open", "ratelimit.redisAddr", redis.address()));
        WeakReference<ClassLoader> loader = new WeakReference<>(site.classLoader());
        assertThat(site.classLoader().loadClass("io.lettuce.core.RedisClient").getClassLoader())
                .isSameAs(loader.get());
        List<Integer> statuses = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> status(container, i))
                .toList();
        assertThat(statuses).containsOnly(200, 400);
        site.undeploy();
        return loader;
    }

    private static int status(Container container, int i) {
        String path = i % 4 == 0 ? "/limits/users" : i % 4 == 1 ? "/limits/ratelimit/users" : "/limits/check?user_id=u";
        try {
            return Http.send(container.port(), "GET " + path).status();
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        }
    }

    /** Never touches a referent: a failed assertion would keep it. */
    private static long survivors(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
    }

    /** JDK 17 keeps the type of the record whose methods were linked last, whoever loaded it. */
    private static void makeTheJdkForgetItsLastRecord() {
        record Last(Object value) {}
        assertThat(new Last("a")).isNotEqualTo(new Last("b")).hasToString("Last[value=a]");
        assertThat(new Last("a").hashCode()).isEqualTo(new Last("a").hashCode());
    }

    /** As Redis counts them, the one that asks included. */
    private static long connections(RedisServer redis) throws Exception {
        String[] address = redis.address().split(":", -1);
        return RedisLines.ask(address[0], Integer.parseInt(address[1]), "CLIENT LIST")
                .filter(line -> line.startsWith("id="))
                .count();
    }
}
