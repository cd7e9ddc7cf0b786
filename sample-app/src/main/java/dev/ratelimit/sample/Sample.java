package dev.ratelimit.sample;

import dev.ratelimit.config.Settings;
import dev.ratelimit.config.SettingsException;
import dev.ratelimit.redis.RedisSettings;
import java.util.HashMap;
import java.util.Map;

/** The running sample: a web server and, where there is one, the Redis that was started for it. */
record Sample(Options options, WebServer web, SampleRedis redis) implements AutoCloseable {

    /**
     * Starts all of it.
     *
     * @throws StartException when a setting, the port, the store or the rules cannot be had; nothing is left running
     */
    static Sample start(Options options) {
        Settings settings = settings();
        // The port before Redis: it is what most often fails, and quick to know.
        WebServer web = WebServer.bind(options.port);
        try {
            Sample sample = new Sample(options, web, SampleRedis.choose(options, settings));
            sample.serve(settings);
            return sample;
        } catch (StartException e) {
            web.close();
            throw e;
        }
    }

    /** Stops listening first, Redis last. */
    @Override
    public void close() {
        web.close();
        redis.close();
    }

    private void serve(Settings settings) {
        try {
            web.serve(initParams(settings));
        } catch (StartException e) {
            redis.close();
            throw e;
        }
    }

    /** What the command line decides; the filter finds everything else as in any application. */
    private Map<String, String> initParams(Settings settings) {
        Map<String, String> params = new HashMap<>();
        if (redis.address() != null) {
            params.put("redisAddr", redis.address());
        }
        // The administration is to know them also where this JVM counts alone.
        params.put("memoryUsers", "true");
        if (options.rules != null) {
            params.put("rules", options.rules);
        }
        // A JVM that has just started is slow: with the usual 25 ms its first busy moment would pass for a lost Redis.
        if (settings.checkBudget().equals(RedisSettings.DEFAULT.budget())) {
            params.put("checkBudget", "250ms");
        }
        return params;
    }

    private static Settings settings() {
        try {
            return Settings.load(Map.of());
        } catch (SettingsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
