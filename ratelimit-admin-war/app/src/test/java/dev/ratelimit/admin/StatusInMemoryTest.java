package dev.ratelimit.admin;

import java.util.Map;

class StatusInMemoryTest extends StatusContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }
}
