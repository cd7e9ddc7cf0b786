package dev.ratelimit;

class MemoryListsTest extends ListsContract {

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder();
    }
}
