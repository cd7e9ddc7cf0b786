package dev.ratelimit.sample;

import dev.ratelimit.config.RedisTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The flags of the command line, checked. */
@Command(
        name = "java -jar sample-app.jar",
        sortOptions = false,
        usageHelpWidth = 100,
        customSynopsis = {"java -jar sample-app.jar [FLAGS]", "       mvn -q -Prun -Dexec.args=\"[FLAGS]\""},
        description = {
            "",
            "A small shop API behind the Ratelimit filter. Open its start page in a browser, or use the curl",
            "lines it prints. It listens on 127.0.0.1 only, until Ctrl-C or SIGTERM.",
            ""
        },
        footer = {
            "",
            "Two copies share their limits when they count on one Redis:",
            "  java -jar sample-app.jar --port 8081 --redis-addr 127.0.0.1:6379",
            "  java -jar sample-app.jar --port 8082 --redis-addr 127.0.0.1:6379",
            "",
            "The filter's other settings work as everywhere, such as RATELIMIT_CHECK_BUDGET=1s.",
            "Exit code 2 means that a flag, a setting, the rules or the port cannot be used; stderr says why."
        })
final class Options {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Port.class,
            description = "Where to listen: ${DEFAULT-VALUE} by default, 0 for any free port.")
    int port = 8080;

    @Option(
            names = "--redis-addr",
            paramLabel = "HOST:PORT",
            converter = RedisAddress.class,
            description = "The Redis to count on, also as redis://... or rediss://... By default what"
                    + " RATELIMIT_REDIS_ADDR says, else a Redis that is started for this run, else this JVM"
                    + " counts alone.")
    @Nullable
    String redisAddr;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            converter = RulesFile.class,
            description = "The rules, in the shape of ratelimit.json. By default the sample's own.")
    @Nullable
    String rules;

    @Option(
            names = "--store",
            paramLabel = "redis|memory",
            description = "redis: do not start without a Redis, given or started for this run.%n"
                    + "memory: this JVM counts alone.")
    @Nullable
    StoreChoice store;

    @Option(names = "--help", usageHelp = true, description = "Shows this text.")
    boolean help;

    private Options() {}

    /**
     * Reads a command line.
     *
     * @throws StartException in one line that names the flag, the value and what is accepted
     */
    static Options parse(String... args) {
        Options options = new Options();
        try {
            commandLine(options).parseArgs(args);
        } catch (ParameterException e) {
            throw new StartException(UsageFault.of(e), e);
        }
        return options;
    }

    /** What {@code --help} shows. */
    static String usage() {
        return commandLine(new Options()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static CommandLine commandLine(Options options) {
        return new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int port = Integer.parseInt(text);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(text);
            }
            return port;
        }
    }

    private static final class RedisAddress implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            RedisTarget.parse(text);
            return text;
        }
    }

    private static final class RulesFile implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!Files.isRegularFile(Path.of(text)) || !Files.isReadable(Path.of(text))) {
                throw new IllegalArgumentException(text);
            }
            return text;
        }
    }
}
