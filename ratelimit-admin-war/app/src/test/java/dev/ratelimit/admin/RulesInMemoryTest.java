package dev.ratelimit.admin;

import java.util.Map;

class RulesInMemoryTest extends RulesContract {

    @Override
    Map<String, String> settings() {
        return Map.of("access", "open");
    }
}
