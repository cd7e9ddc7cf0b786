package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What docs/jaxrs.md has: blocks of code, and tables. */
final class Manual {

    private static final Pattern TYPE = Pattern.compile("public (?:class|@interface) (\\w+)");

    private static final String UNIT = """
            package shop;
            import dev.ratelimit.*;
            import dev.ratelimit.gate.*;
            import dev.ratelimit.jaxrs.*;
            import jakarta.ws.rs.*;
            import jakarta.ws.rs.core.*;
            import java.lang.annotation.*;
            import java.util.*;
            %s
            """;

    private static final String STATEMENTS = """
            public class Statements%d {
                void run(RateLimiter limiter) {
                    %s
                }
            }
            """;

    private Manual() {}

    /** The blocks in a language, in their order. */
    static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The rows of the table whose first column is titled so, cell by cell. */
    static List<List<String>> table(String title) {
        return text().lines()
                .dropWhile(line -> !line.startsWith("| " + title + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** What stands in a cell as code. */
    static List<String> code(String cell) {
        return Pattern.compile("`([^`]*)`")
                .matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** Compiles all Java blocks, each a file of the package {@code shop}. */
    static ClassLoader compile(Path classes) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String block : blocks("java")) {
            Matcher type = TYPE.matcher(block);
            boolean found = type.find();
            String name = found ? type.group(1) : "Statements" + sources.size();
            String code = found ? block : STATEMENTS.formatted(sources.size(), block);
            sources.add(new Source(name, UNIT.formatted(code)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled =
                compiler.getTask(errors, null, null, options, null, sources).call();
        assertThat(compiled).as(errors.toString()).isTrue();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Manual.class.getClassLoader());
    }

    private static String text() {
        try {
            return Files.readString(Path.of("..", "docs", "jaxrs.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///shop/" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
