package dev.ratelimit.admin;

import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.RulesFile;
import java.io.PrintStream;
import java.util.List;

/** Validates a rules file, for pipelines. */
public final class CheckRules {

    private CheckRules() {}

    /**
     * Reads a file and prints what is wrong with it, one line for each fault.
     *
     * @return 0 for a file that can be used, 1 for any other
     */
    public static int run(String file, PrintStream out) {
        try {
            List<Rule> rules = RulesFile.at(file, CheckRules.class.getClassLoader());
            out.println(file + ": " + rules.size() + (rules.size() == 1 ? " rule" : " rules") + ", no faults");
            return 0;
        } catch (RulesException e) {
            out.println(e.getMessage());
            return 1;
        }
    }
}
