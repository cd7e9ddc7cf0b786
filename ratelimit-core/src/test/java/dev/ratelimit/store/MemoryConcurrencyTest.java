package dev.ratelimit.store;

import dev.ratelimit.limit.Source;
import org.junit.jupiter.api.Tag;

@Tag("proof")
class MemoryConcurrencyTest extends ConcurrencyContract {

    private final Store store = new MemoryStore(new SteadyClock(), Source.MEMORY, 1_000_000);

    @Override
    protected Store store() {
        return store;
    }
}
