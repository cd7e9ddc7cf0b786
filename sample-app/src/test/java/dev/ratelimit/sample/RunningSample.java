package dev.ratelimit.sample;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sample of its own for each test. */
final class RunningSample implements BeforeEachCallback, AfterEachCallback {
    private final String store;
    private Sample sample;

    /** @param store as after {@code --store} */
    RunningSample(String store) {
        this.store = store;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sample = Sample.start(Options.parse("--port", "0", "--store", store));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** May be called before the end of the test as well. */
    void close() {
        sample.close();
    }

    WebServer web() {
        return sample.web();
    }

    /** One that was never here. */
    Client client() {
        return new Client(sample.web().address());
    }
}
