package dev.ratelimit.admin;

import java.util.Map;

class SimulateInMemoryTest extends SimulateContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }
}
