package dev.ratelimit.sample;

/** Starts the sample from the command line; {@code --help} tells how. */
public final class SampleApp {
    private static final int UNUSABLE = 2;

    private SampleApp() {}

    /**
     * Serves until the JVM is told to end. What cannot be used is said in one line on standard error (faults of a rules
     * file: one line each) before the JVM exits with code 2.
     */
    public static void main(String[] args) {
        try {
            Options options = Options.parse(args);
            if (options.help) {
                System.out.print(Options.usage());
            } else {
                serve(options);
            }
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(UNUSABLE);
        }
    }

    private static void serve(Options options) {
        Sample sample = Sample.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(sample::close, "sample-stop"));
        System.out.print(Greeting.of(sample));
    }
}
