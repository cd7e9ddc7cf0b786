package dev.ratelimit.sample;

import dev.ratelimit.embedded.RedisServer;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample on a Redis of its own, with callers that go on and on once they have begun. */
public final class LiveShop implements AutoCloseable {

    /** An API key that the load does not use. */
    public static final String DEMO = "demo";

    private static final long PAUSE_MILLIS = 50;
    private static final int MANY = 100;
    private static final int REFUSED = 429;
    private static final int CALLERS = 5;
    private static final Pattern USER = Pattern.compile("\"user_id\":\"(key:[^\"]+)\"");

    private final RedisServer redis;
    private final WebServer web;
    private final ScheduledExecutorService callers = Executors.newSingleThreadScheduledExecutor();
    private final String demo;
    private int sent;

    private LiveShop(RedisServer redis, WebServer web) {
        this.redis = redis;
        this.web = web;
        // On a crowded machine a check may wait; what is then decided without Redis would spoil the counts.
        web.serve(Map.of("redisAddr", redis.address(), "checkBudget", "10s"));
        this.demo = onlyCaller();
    }

    /** Starts it with one request of {@link #DEMO}. */
    public static LiveShop start() {
        RedisServer redis = RedisServer.start();
        WebServer web = WebServer.bind(0);
        try {
            return new LiveShop(redis, web);
        } catch (RuntimeException e) {
            web.close();
            redis.close();
            throw e;
        }
    }

    /** From now on twenty searches a second, most of them with one key that gets two a second. */
    @SuppressWarnings("FutureReturnValueIgnored") // It ends with the callers.
    public void open() {
        callers.scheduleAtFixedRate(this::call, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Talks to the shop, and to its administration below /admin. */
    public Client client() {
        return new Client(web.address());
    }

    /** Where the dashboard is. */
    public String dashboard() {
        return web.address() + "admin/";
    }

    /** Where its Redis is. */
    public RedisServer redis() {
        return redis;
    }

    /** The user id of {@link #DEMO}. */
    public String demo() {
        return demo;
    }

    /** The status that {@link #DEMO} is answered at /search. */
    public int search() {
        return client().get("/search?q=lamp", "X-Api-Key", DEMO).statusCode();
    }

    /** Searches as {@link #DEMO} until that is refused; what comes back meanwhile is used up, too. */
    public void exhaustSearch() {
        for (int i = 0; i < MANY; i++) {
            if (search() == REFUSED) {
                return;
            }
        }
        throw new AssertionError("no search of " + MANY + " was refused");
    }

    @Override
    public void close() {
        callers.shutdownNow();
        web.close();
        redis.close();
    }

    private String onlyCaller() {
        search();
        Matcher id = USER.matcher(client().get("/admin/ratelimit/users").body());
        if (!id.find()) {
            throw new IllegalStateException("no user was made");
        }
        return id.group(1);
    }

    private void call() {
        String key = sent % 4 == 0 ? "caller-" + sent / 4 % CALLERS : "eager";
        sent++;
        try {
            client().get("/search?q=lamp", "X-Api-Key", key);
        } catch (RuntimeException e) {
            // The shop is closing; a schedule would end with what is thrown here.
        }
    }
}
