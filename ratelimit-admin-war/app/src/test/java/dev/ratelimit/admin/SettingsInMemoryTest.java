package dev.ratelimit.admin;

import java.util.List;
import java.util.Map;

class SettingsInMemoryTest extends SettingsContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }

    @Override
    List<String> usual() {
        return List.of("no-redis", "open-access");
    }
}
