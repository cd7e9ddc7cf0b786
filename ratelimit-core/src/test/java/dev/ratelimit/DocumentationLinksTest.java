package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever README.md and docs/ link to or show, relative to where they are, is there. */
class DocumentationLinksTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TARGET =
            Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)|<(?:img|source|a)\\s[^>]*?(?:src|srcset|href)=\"([^\"\\s]+)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z+.-]*:.*|#.*|/.*");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");

    @Test
    void areThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int followed = 0;
        for (Path page : pages()) {
            for (String target : targets(Files.readString(page))) {
                followed++;
                if (!Files.exists(page.resolveSibling(target))) {
                    broken.add(page.getFileName() + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(followed).as("links that were followed").isGreaterThan(10);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static List<String> targets(String markdown) {
        return TARGET.matcher(CODE.matcher(markdown).replaceAll(""))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(target -> !ELSEWHERE.matcher(target).matches())
                .map(target -> target.replaceFirst("[#?].*", ""))
                .toList();
    }
}
