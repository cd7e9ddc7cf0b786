package dev.ratelimit.admin;

import java.util.Map;

class ExplainInMemoryTest extends ExplainContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }

    @Override
    String source() {
        return "memory";
    }
}
