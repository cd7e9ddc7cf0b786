package dev.ratelimit.admin;

import java.util.Map;

class UserRecordsInMemoryTest extends UserRecordsContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }
}
