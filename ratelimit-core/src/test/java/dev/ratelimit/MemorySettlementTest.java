package dev.ratelimit;

class MemorySettlementTest extends SettlementContract {

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder();
    }
}
