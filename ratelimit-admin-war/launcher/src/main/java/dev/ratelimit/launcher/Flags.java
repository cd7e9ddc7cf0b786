package dev.ratelimit.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The flags of the command line. Those of the service itself are handed on as they are: it reads its own settings. */
@Command(
        name = "java -jar ratelimit-admin.war",
        sortOptions = false,
        usageHelpWidth = 100,
        customSynopsis = "java -jar ratelimit-admin.war [FLAGS]",
        description = {
            "",
            "A rate limiting service: check users, give them limits of their own, list and delete them.",
            "Each flag is also an environment variable: --redis-addr is RATELIMIT_REDIS_ADDR. Give secrets",
            "that way: a command line can be read by everybody on the machine.",
            ""
        },
        footer = {
            "",
            "  java -jar ratelimit-admin.war --redis-addr 127.0.0.1:6379",
            "  curl 'http://127.0.0.1:8080/check?user_id=alice'",
            "",
            "Exit code 2 means that a flag, a setting, the rules or the port cannot be used; stderr says why."
        })
final class Flags {

    static final List<String> OF_THE_LAUNCHER = List.of("--port", "--bind", "--insecure", "--check-rules");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Port.class,
            description = "Where to listen: 8080 by default, 0 for any free port.")
    int port = 8080;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            converter = Address.class,
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on: 127.0.0.1 by default, 0.0.0.0 for all. Any but a loopback one needs"
                            + " --admin-token.")
    InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(
            names = "--redis-addr",
            paramLabel = "HOST:PORT",
            description =
                    "The Redis to count on, also as redis://... or rediss://..., redis-sentinel://HOST:PORT,HOST:PORT#MASTER "
                            + "or the nodes of a Cluster, HOST:PORT,HOST:PORT; without it this JVM counts alone, and "
                            + "forgets everything when it stops.")
    @Nullable
    String redisAddr;

    @Option(names = "--redis-username", paramLabel = "NAME", description = "The ACL user.")
    @Nullable
    String redisUsername;

    @Option(names = "--redis-password", paramLabel = "PASSWORD", description = "Its password.")
    @Nullable
    String redisPassword;

    @Option(
            names = "--redis-password-file",
            paramLabel = "FILE",
            description = "A file that holds it instead, read for each connection.")
    @Nullable
    String redisPasswordFile;

    @Option(
            names = "--redis-sentinel-password",
            paramLabel = "PASSWORD",
            description = "The password of the Sentinels.")
    @Nullable
    String redisSentinelPassword;

    @Option(
            names = "--redis-ca",
            paramLabel = "FILE",
            description = "The certificates to trust for rediss://..., in PEM; by default those that Java trusts.")
    @Nullable
    String redisCa;

    @Option(names = "--redis-db", paramLabel = "NUMBER", description = "The number of the database, 0 by default.")
    @Nullable
    String redisDb;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "How users are counted by default: token, leaky, fixed_window, sliding_window_log or "
                    + "sliding_window_counter; token by default.")
    @Nullable
    String algorithm;

    @Option(
            names = "--bucket-capacity",
            paramLabel = "NUMBER",
            description = {"How many requests at once (token, leaky), or in each window: 5000 by default."})
    @Nullable
    String bucketCapacity;

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description = "Per second (token, leaky), such as 0.1; 1000 by default.")
    @Nullable
    String rate;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "The window of the other algorithms, such as 1m; 1s by default.")
    @Nullable
    String window;

    @Option(names = "--rules", paramLabel = "FILE", description = "A JSON file with rules.")
    @Nullable
    String rules;

    @Option(names = "--admin-token", paramLabel = "TOKEN", description = "The bearer token that may do everything.")
    @Nullable
    String adminToken;

    @Option(
            names = "--read-token",
            paramLabel = "TOKEN",
            description = "The bearer token that may read, and charge nothing.")
    @Nullable
    String readToken;

    @Option(
            names = "--check-token",
            paramLabel = "TOKEN",
            description = "The bearer token that may check, and nothing else.")
    @Nullable
    String checkToken;

    @Option(
            names = "--key-prefix",
            paramLabel = "TEXT",
            description = "What every key in Redis begins with: ratelimit by default.")
    @Nullable
    String keyPrefix;

    @Option(names = "--app", paramLabel = "NAME", description = "The name of this application.")
    @Nullable
    String app;

    @Option(names = "--insecure", description = "Serve everybody who can reach the address, without any token.")
    boolean insecure;

    @Option(
            names = "--check-rules",
            paramLabel = "FILE",
            description =
                    "Only read a rules file and print what is wrong with it: exit code 0 when nothing is, else 1.")
    @Nullable
    String checkRules;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    /** The settings that were given by flags, by their names without our prefix. */
    final Map<String, String> settings = new LinkedHashMap<>();

    private final Environment environment;

    private Flags(Environment environment) {
        this.environment = environment;
    }

    /** @throws UsageException in one line that names the flag, the value and what is accepted */
    static Flags parse(Environment environment, String... args) {
        Flags flags = new Flags(environment);
        try {
            ParseResult result = commandLine(flags, args).parseArgs(args);
            result.matchedOptions().forEach(flags::handOn);
        } catch (UnmatchedArgumentException e) {
            throw new UsageException(noFlag(e.getUnmatched().get(0)) + "; accepted are " + names(), e);
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        return flags;
    }

    static String usage() {
        return withoutDefaults().getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /** Whether a setting is given, in whichever way; a blank one is not. */
    boolean has(String setting) {
        return !settings.getOrDefault(setting, "").isBlank() || environment.has(setting);
    }

    /** Who asks for help is helped whatever the environment holds. */
    private static CommandLine commandLine(Flags flags, String... args) {
        CommandLine line = new CommandLine(flags);
        return List.of(args).contains("--help") ? line : line.setDefaultValueProvider(flags.environment);
    }

    private static CommandLine withoutDefaults() {
        return new CommandLine(new Flags(new Environment(Map.of(), Map.of())));
    }

    private void handOn(OptionSpec option) {
        if (!option.usageHelp() && !OF_THE_LAUNCHER.contains(option.longestName())) {
            settings.put(SettingNames.ofFlag(option.longestName()), option.getValue());
        }
    }

    /** Nothing of a value, which may be a secret whose flag is mistyped. */
    private static String noFlag(String argument) {
        return argument.startsWith("--")
                ? argument.replaceFirst("(?s)=.*", "") + " is not a flag"
                : "an argument that does not begin with -- is not a flag";
    }

    private static String names() {
        return withoutDefaults().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "));
    }

    private static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new TypeConversionException("'" + text + "' cannot be used; accepted are 0 to 65535");
            }
            return Integer.valueOf(text);
        }
    }

    private static final class Address implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new TypeConversionException(
                        "'" + text + "' cannot be used; accepted are addresses of this machine,"
                                + " such as 127.0.0.1 and 0.0.0.0");
            }
        }
    }
}
