package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each application has the filter and its libraries in a class loader of its own; the server's threads outlive it. */
class UndeployTest {

    private static final int ROUNDS = 3;

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @Test
    void leavesNoThreadAndNoClassLoaderBehind(@TempDir Path directory) throws Exception {
        // Limiters of other tests, which nobody closed.
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        Map<RedisKind, List<WeakReference<ClassLoader>>> loaders = new EnumMap<>(RedisKind.class);
        for (RedisKind redis : RedisKind.values()) {
            WarDirectory war = war(directory.resolve(redis.name()), redis.start(SERVER));
            List<WeakReference<ClassLoader>> ofThis = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ofThis.add(deployAndUndeploy(war, "round-" + round));
            }
            loaders.put(redis, ofThis);
        }
        makeTheJdkForgetItsLastRecord();
        await().atMost(Duration.ofSeconds(30)).until(() -> survivors(loaders), List::isEmpty);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !others.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ratelimit-") || name.startsWith("lettuce-")));
    }

    /** JDK 17 keeps the type of the record whose methods were linked last, whoever loaded it. */
    private static void makeTheJdkForgetItsLastRecord() {
        record Last(Object value) {}
        assertThat(new Last("a")).isNotEqualTo(new Last("b")).hasToString("Last[value=a]");
        assertThat(new Last("a").hashCode()).isEqualTo(new Last("a").hashCode());
    }

    private static WarDirectory war(Path directory, String redis) {
        return new WarDirectory(directory)
                .libraries()
                .classes(OwnLimiterApp.class, HelloServlet.class)
                .webXml("""
                        <context-param><param-name>redis</param-name><param-value>%s</param-value></context-param>
                        <listener><listener-class>%s</listener-class></listener>
                        """.formatted(redis, OwnLimiterApp.class.getName()) + HelloServlet.MAPPING);
    }

    /** What the applications used whose class loaders are left. Never touches a referent: a failed assertion would keep it. */
    private static List<RedisKind> survivors(Map<RedisKind, List<WeakReference<ClassLoader>>> loaders) {
        System.gc();
        return loaders.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(loader -> !loader.refersTo(null)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static WeakReference<ClassLoader> deployAndUndeploy(WarDirectory war, String key) throws Exception {
        Harness.Site site = SERVER.harness().deploy(war.root());
        WeakReference<ClassLoader> loader = new WeakReference<>(site.classLoader());
        assertThat(site.classLoader().loadClass("io.lettuce.core.RedisClient").getClassLoader())
                .isSameAs(loader.get());
        await().until(() -> status(key), status -> status == 200);
        List<Integer> statuses = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> status(key + i % 10))
                .toList();
        assertThat(statuses).contains(200, 429);
        site.undeploy();
        return loader;
    }

    /** On a connection of its own: Jetty remembers on an open one which application answered last. */
    private static int status(String key) {
        return RawResponse.get(SERVER.harness().port(), "/app/", "X-Api-Key: " + key)
                .status();
    }
}
