package dev.ratelimit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One request to a JAX-RS resource, without a network and without Redis; of interest is what it allocates with {@code
 * -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 3, time = 1)
public class JaxrsBenchmark {

    /** Jersey in Jetty, from the text of a request to that of the response. */
    @State(Scope.Benchmark)
    public static class InServletContainer {

        /** What limits the request. */
        @Param({"NOTHING", "FEATURE", "FILTER", "BOTH"})
        public JaxrsSetup limitedBy;

        private JaxrsRequests requests;

        /** Starts the server. */
        @Setup
        public void open() {
            requests = new JettyRequests(limitedBy);
        }

        /** Stops it. */
        @TearDown
        public void close() {
            requests.close();
        }
    }

    /** Jersey alone, which uses nothing but JAX-RS. */
    @State(Scope.Benchmark)
    public static class Plain {

        /** What limits the request. */
        @Param({"NOTHING", "FEATURE"})
        public JaxrsSetup limitedBy;

        private JaxrsRequests requests;

        /** Starts the application. */
        @Setup
        public void open() {
            requests = new PlainJerseyRequests(limitedBy);
        }

        /** Ends it. */
        @TearDown
        public void close() {
            requests.close();
        }
    }

    /** One request by way of the Servlet API. */
    @Benchmark
    public Object inServletContainer(InServletContainer state) {
        return state.requests.send();
    }

    /** One request without it. */
    @Benchmark
    public Object plain(Plain state) {
        return state.requests.send();
    }
}
