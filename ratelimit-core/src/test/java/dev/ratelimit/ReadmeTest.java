package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.config.Settings;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is true. */
class ReadmeTest {

    private static final String SAMPLE = """
            import dev.ratelimit.RateLimiter;
            import dev.ratelimit.limit.*;
            class Sample {
                void run() {
            %s
                }
            }
            """;

    @TempDir
    private Path classes;

    @Test
    void itsRulesAreRead() throws Exception {
        List<Rule> rules = RulesFile.parse(block("json")).rules();
        assertThat(rules).extracting(Rule::id).containsExactly("search", "login", "report");
    }

    @Test
    void itsJavaCompiles() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source = new Source(SAMPLE.formatted(block("java")));
        StringWriter errors = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(errors, null, null, options, null, List.of(source))
                .call();
        assertThat(compiled).as(errors.toString()).isTrue();
    }

    @Test
    void itListsEverySetting() throws Exception {
        assertThat(readme()).contains(Settings.table().strip());
    }

    @Test
    void itShowsTheFirstUseWithinTwentyFiveLines() throws Exception {
        List<String> lines = readme().lines().limit(25).toList();
        assertThat(lines).contains("</filter-mapping>");
    }

    private static String block(String language) throws Exception {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(matcher.find()).as("a block of " + language).isTrue();
        return matcher.group(1);
    }

    private static String readme() throws Exception {
        return Files.readString(Path.of("..", "README.md"));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Sample.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
