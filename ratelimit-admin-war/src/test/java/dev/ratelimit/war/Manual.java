package dev.ratelimit.war;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The recipes of docs/admin.md. */
final class Manual {

    private static final Path FILE = Path.of("..", "docs", "admin.md");
    private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

    private Manual() {}

    /** Its blocks of XML that are an element, in order. */
    static List<String> recipes(String element) throws IOException {
        return XML.matcher(Files.readString(FILE))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```xml\n".length(), block.length() - "```".length()))
                .filter(block -> block.contains("</" + element + ">"))
                .toList();
    }
}
