package dev.ratelimit.admin;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

class DenialsOnRedisTest extends DenialsContract {

    @RegisterExtension
    static final OneRedis REDIS = new OneRedis();

    @Override
    Map<String, String> store() {
        return REDIS.settings();
    }
}
