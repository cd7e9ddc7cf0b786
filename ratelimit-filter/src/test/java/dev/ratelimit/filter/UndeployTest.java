package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each application has the filter and its libraries in a class loader of its own; the server's threads outlive it. */
class UndeployTest {

    private static final int ROUNDS = 5;

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @Test
    void leavesNoThreadAndNoClassLoaderBehind(@TempDir Path directory) throws Exception {
        RedisServer redis = SERVER.closedAfterwards(RedisServer.start());
        WarDirectory war = new WarDirectory(directory)
                .libraries()
                .classes(OwnLimiterApp.class, HelloServlet.class)
                .webXml("""
                        <context-param><param-name>redis</param-name><param-value>%s</param-value></context-param>
                        <listener><listener-class>%s</listener-class></listener>
                        """.formatted(redis.address(), OwnLimiterApp.class.getName()) + HelloServlet.MAPPING);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            loaders.add(deployAndUndeploy(war, "round-" + round));
        }
        makeTheJdkForgetItsLastRecord();
        await().atMost(Duration.ofSeconds(30)).until(() -> survivors(loaders), survivors -> survivors == 0);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ratelimit-") || name.startsWith("lettuce-")));
    }

    /** JDK 17 keeps the type of the record whose methods were linked last, whoever loaded it. */
    private static void makeTheJdkForgetItsLastRecord() {
        record Last(Object value) {}
        assertThat(new Last("a")).isNotEqualTo(new Last("b")).hasToString("Last[value=a]");
        assertThat(new Last("a").hashCode()).isEqualTo(new Last("a").hashCode());
    }

    /** Never touches a referent: a failed assertion would keep it. */
    private static long survivors(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
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
