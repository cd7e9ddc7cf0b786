package dev.ratelimit.admin;

import java.util.Map;

class PlainFamilyInMemoryTest extends PlainFamilyContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }
}
