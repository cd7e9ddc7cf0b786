package dev.ratelimit.admin;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulateOnRedisTest extends SimulateContract {

    @RegisterExtension
    static final OneRedis REDIS = new OneRedis();

    @Override
    Map<String, String> store() {
        return REDIS.settings();
    }
}
